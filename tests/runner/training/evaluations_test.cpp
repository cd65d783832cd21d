// Which printed number an evaluation is.
#include "runner/training/evaluations.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ShareTest, is_read_in_all_the_ways_that_people_print_it) {
  for (const char* text : {"0.831", "0.8310", "83.1", "83", "831", "8.31e-01", "0.8", "8e-1"})
    EXPECT_TRUE(is_share({text}, 831, 1000)) << text;
  for (const char* text : {"0.832", "0.8311", "83.2", "84", "830", "0.9", "8.31", "nan", "", "right"})
    EXPECT_FALSE(is_share({text}, 831, 1000)) << text;
  EXPECT_TRUE(is_share({"0.333333"}, 1, 3)) << "a stream prints six digits";
  EXPECT_TRUE(is_share({"0.83099998"}, 831, 1000)) << "as single precision has it";
  EXPECT_FALSE(is_share({"0"}, 0, 0));
}

// As `std::cout << right / 1000.0` prints it.
TEST(ShareTest, of_a_stream_is_as_precise_as_the_longest_number_of_its_run) {
  EXPECT_TRUE(is_share({"1"}, 1000, 1000));
  EXPECT_FALSE(is_share({"1"}, 831, 1000)) << "a whole number is no rounded share";
  EXPECT_FALSE(is_share({"1000"}, 999, 1000)) << "and no rounded count";
  EXPECT_TRUE(is_share({"0.831", "0.8"}, 800, 1000));
  EXPECT_FALSE(is_share({"0.831", "0.8"}, 831, 1000)) << "it would have printed 0.831";
  EXPECT_TRUE(is_share({"0.9", "1"}, 1000, 1000));
  EXPECT_TRUE(is_share({"0.0966667", "0.106667"}, 32, 300)) << "of six digits fewer are behind the point";
  EXPECT_TRUE(is_share({"9.66667", "10.6667"}, 32, 300));
  EXPECT_TRUE(is_share({"0.5", "0"}, 0, 300));
  EXPECT_FALSE(is_share({"0.0966667", "0.106667"}, 31999, 300000));
}

const std::vector<MetricPattern> on_two_suites = {{.name = "accuracy", .suite = "test"},
                                                  {.name = "train_accuracy", .suite = "train"}};

RuntimeReport two_passes() {
  RuntimeReport report;
  report.inputs = {{"a", {"hashes of a", "0,1"}}, {"b", {"hashes of b", "1,0"}}};
  report.passes = {{0, "a", 4, 3, "e"}, {0, "b", 4, 1, "1"}};
  return report;
}

TEST(EvaluationsTest, are_of_the_metric_whose_last_value_they_are) {
  const Metrics printed = {{"accuracy", {"0.25", "0.75"}}, {"train_accuracy", {"0.75", "0.25"}}};
  EXPECT_THAT(evaluations_of(two_passes(), printed, on_two_suites),
              ElementsAre(Evaluation{"test", "accuracy", 0, "a", "hashes of a", "0,1", "e"},
                          Evaluation{"train", "train_accuracy", 0, "b", "hashes of b", "1,0", "1"}));
}

TEST(EvaluationsTest, of_a_metric_that_is_to_be_minimized_have_that_share_of_wrong_inputs) {
  const std::vector<MetricPattern> errors = {{.name = "error", .suite = "test", .goal = Goal::minimize}};
  const auto found = evaluations_of(two_passes(), {{"error", {"0.25"}}}, errors);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].inputs, "a");
}

TEST(EvaluationsTest, of_several_networks_on_the_same_inputs_are_told_apart_by_their_value) {
  RuntimeReport report = two_passes();
  report.inputs.at("a").repeated = 3;
  report.passes = {{0, "a", 4, 3, "7"}, {0, "a", 4, 3, "e"}, {0, "a", 4, 1, "1"}};
  const Metrics printed = {{"accuracy", {"0.75"}}, {"train_accuracy", {"0.25"}}};
  EXPECT_THAT(evaluations_of(report, printed, on_two_suites),
              ElementsAre(Evaluation{"test", "accuracy", 0, "a", "hashes of a", "0,1", "e", 3},
                          Evaluation{"train", "train_accuracy", 0, "a", "hashes of a", "0,1", "1", 3}))
      << "of equal passes the last, and each once";
}

TEST(EvaluationsTest, of_no_metric_are_left_out) {
  EXPECT_THAT(evaluations_of(two_passes(), {{"accuracy", {"0.5"}}}, on_two_suites), IsEmpty());
  EXPECT_THAT(evaluations_of(two_passes(), {}, on_two_suites), IsEmpty());
}

} // namespace
} // namespace misfire
