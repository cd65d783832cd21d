// Score files in every form they come in, and what is said of those that are none.
#include "cli/score_files.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Runs = std::vector<std::optional<double>>;

constexpr auto failed = std::nullopt;

Runs runs(std::string_view text, std::string_view column = "") {
  const auto sample = parse_scores(text, column, "file");
  if (!sample) ADD_FAILURE() << sample.error().message;
  return sample ? sample->runs : Runs{};
}

std::string error(std::string_view text, std::string_view column = "") {
  const auto sample = parse_scores(text, column, "file");
  return sample ? "no error" : sample.error().message;
}

TEST(ScoreFiles, one_number_a_line) {
  EXPECT_EQ(runs("0.99\n0.98\n\n# a remark\n  1e-3 \r\n-2\n+3"), (Runs{0.99, 0.98, 0.001, -2, 3}));
}

TEST(ScoreFiles, a_failed_run_has_its_words) {
  EXPECT_EQ(runs("0.5\nfailed\n0.7\n"), (Runs{0.5, failed, 0.7}));
  EXPECT_EQ(stats::failed_of({runs("0.5\nnan\ninf\n-inf\nfailed\n")}), 4);
  EXPECT_EQ(runs("run,score\n1,0.5\n2,\n", "score"), (Runs{0.5, failed}));
  EXPECT_EQ(runs("[0.5, null, \"nan\"]").size(), 3U);
  EXPECT_EQ(stats::failed_of({runs("[0.5, null, \"nan\"]")}), 2);
}

TEST(ScoreFiles, csv_with_a_named_or_numbered_column) {
  const auto* csv = "run,\"test, accuracy\",loss\n0,0.9,0.1\n1,0.8,0.2\n";
  EXPECT_EQ(runs(csv, "test, accuracy"), (Runs{0.9, 0.8}));
  EXPECT_EQ(runs(csv, "3"), (Runs{0.1, 0.2}));
  EXPECT_EQ(runs("0;0.9\n1;0.8\n", "2"), (Runs{0.9, 0.8}));
  EXPECT_EQ(runs("accuracy\n0.9\n0.8\n"), (Runs{0.9, 0.8}));
}

TEST(ScoreFiles, a_number_counts_columns_where_no_line_names_them) {
  EXPECT_EQ(runs("1,3,0.9\n2,0.2,0.8\n", "3"), (Runs{0.9, 0.8}));
}

TEST(ScoreFiles, json_arrays_and_objects) {
  EXPECT_EQ(runs(" [1, 2.5, -3e2]"), (Runs{1, 2.5, -300}));
  EXPECT_EQ(runs(R"([{"accuracy": 1, "seed": 7}, {"accuracy": null}])", "accuracy"), (Runs{1, failed}));
  EXPECT_EQ(runs(R"({"scores": [1, 2]})"), (Runs{1, 2}));
  EXPECT_EQ(runs(R"({"test": [1, 2], "train": [3]})", "train"), (Runs{3}));
}

TEST(ScoreFiles, errors_name_the_file_and_the_line_and_say_what_to_do) {
  EXPECT_THAT(error(std::string(501, '[')), HasSubstr("file is not JSON: more than"));
  EXPECT_EQ(error("0.9\n0.8\nabc\n"),
            "file:3: 'abc' is not a number; write 'failed' for a run that has no score");
  EXPECT_THAT(error("0.9\n0.8 0.7\n"), HasSubstr("file:2: '0.8 0.7' is not a number"));
  EXPECT_EQ(error("a,b\n1,2\n"), "file has 2 columns (a, b): choose one with --column, by name or by number");
  EXPECT_EQ(error("a,b\n1,2\n", "c"), "file has no column 'c': its first line has a, b");
  EXPECT_THAT(error("a,b\n1,2\n", "3"), HasSubstr("no column '3'"));
  EXPECT_EQ(error("a,b\n1,2\n1\n", "b"), "file:3: the line has no column 2");
  EXPECT_EQ(error(""), "file holds no scores: it needs a number for each run");
  EXPECT_EQ(error("accuracy\n"), "file holds a header and no scores");
  EXPECT_THAT(error("[1, 2"), HasSubstr("file is not JSON"));
  EXPECT_THAT(error("[]"), HasSubstr("empty array"));
  EXPECT_THAT(error("[1, true]"), HasSubstr("element 1 has no number"));
  EXPECT_THAT(error(R"([{"a": 1}])"), HasSubstr("--column"));
  EXPECT_THAT(error(R"([{"a": 1}])", "b"), HasSubstr("element 0 has no number 'b'"));
  EXPECT_THAT(error(R"({"a": 1})"), HasSubstr("no array 'scores'"));
  EXPECT_THAT(read_scores("no/such/file", "").error().message,
              HasSubstr("cannot read the scores in no/such/file: there is no such file"));
}

} // namespace
} // namespace misfire::cli
