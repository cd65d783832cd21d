// What a run reports of each input that it evaluates, and that recording changes nothing.
#include "tests/runtime/program_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace misfire {
namespace {

Ended run(const std::string& form) {
  return run_program(std::string(INPUTS_PROGRAM) + " " + form, {});
}

/// The hashes of the first inputs line.
std::string hashes_in(const std::string& report) {
  std::istringstream words(report);
  std::string word, set, hashes;
  words >> word >> set >> hashes;
  return hashes;
}

TEST(Inputs, are_reported_in_the_order_of_their_content_whatever_the_batches) {
  const Ended batches = run("batches");
  EXPECT_EQ(batches.output, "5\n");
  EXPECT_EQ(hashes_in(batches.report).size(), 8u * 16);
  EXPECT_THAT(batches.report, AllOf(StartsWith("inputs "), HasSubstr("\npass 0 "), HasSubstr(" 8 5 ")));
  EXPECT_THAT(batches.report, HasSubstr(",")) << "positions";
  EXPECT_EQ(run("items").report, batches.report);
  const std::string shuffled = run("shuffled").report;
  EXPECT_EQ(hashes_in(shuffled), hashes_in(batches.report));
  EXPECT_EQ(shuffled.substr(shuffled.find("\npass")), batches.report.substr(batches.report.find("\npass")));
}

TEST(Inputs, with_several_targets_are_right_by_most_of_them) {
  const std::string plain = run("batches").report, pixels = run("pixels").report;
  EXPECT_EQ(hashes_in(pixels), hashes_in(plain));
  EXPECT_THAT(pixels, HasSubstr(" 24 15 "));
  EXPECT_EQ(pixels.substr(pixels.rfind(' ')), plain.substr(plain.rfind(' ')));
}

TEST(Inputs, are_columns_where_steps_come_first) {
  const Ended ended = run("sequences");
  EXPECT_EQ(hashes_in(ended.report).size(), 8u * 16);
  EXPECT_THAT(ended.report, HasSubstr(" 8 5 "));
}

TEST(Inputs, have_the_last_evaluation_reported) {
  const Ended ended = run("twice");
  EXPECT_EQ(ended.output, "5\n");
  EXPECT_THAT(ended.report, AllOf(HasSubstr(" 8 5 "), Not(HasSubstr(" 8 3 "))));
}

TEST(Inputs, that_do_not_fit_what_is_compared_are_left_out_with_the_reason) {
  EXPECT_EQ(run("some").report, "unrecorded 0 of 8 inputs that entered the network, 4 are compared\n");
  EXPECT_EQ(run("unfit").report,
            "unrecorded 0 a comparison of 5 values is made where 8 inputs entered the network\n");
  EXPECT_EQ(run("unfit").exit_code, 0);
}

} // namespace
} // namespace misfire
