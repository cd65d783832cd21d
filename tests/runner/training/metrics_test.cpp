// Metrics in what programs print.
#include "runner/training/metrics.h"
#include "runner/training/runtime_report.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace misfire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

const MetricPattern accuracy{.name = "accuracy", .pattern = "Test accuracy: (\\S+)"};
const MetricPattern loss{.name = "loss", .pattern = "loss=(\\S+)", .goal = Goal::minimize};

Metrics metrics_in(const std::string& text, const std::vector<MetricPattern>& patterns) {
  std::istringstream printed(text);
  return find_metrics(printed, patterns);
}

TEST(MetricsTest, every_match_is_kept_with_its_exact_text_and_the_last_counts) {
  const Metrics metrics = metrics_in("Test accuracy: 0.10\nother\nTest accuracy: 0.9000\n", {accuracy});
  EXPECT_THAT(metrics, ElementsAre(Pair("accuracy", ElementsAre("0.10", "0.9000"))));
  EXPECT_EQ(last_number(metrics, "accuracy"), 0.9);
}

TEST(MetricsTest, two_metrics_are_found_in_one_line_and_one_twice) {
  EXPECT_THAT(metrics_in("loss=2 Test accuracy: 0.5 loss=1", {accuracy, loss}),
              ElementsAre(Pair("accuracy", ElementsAre("0.5")), Pair("loss", ElementsAre("2", "1"))));
}

TEST(MetricsTest, a_line_may_end_as_on_windows_or_not_at_all) {
  EXPECT_THAT(metrics_in("loss=2\r\nloss=1", {loss}), ElementsAre(Pair("loss", ElementsAre("2", "1"))));
}

TEST(MetricsTest, a_match_does_not_reach_into_the_next_line) {
  EXPECT_THAT(metrics_in("Test accuracy: \n0.5\n", {accuracy}), IsEmpty());
}

TEST(MetricsTest, a_pattern_that_matches_nothing_but_emptiness_ends) {
  const MetricPattern empty{.name = "empty", .pattern = "(x*)"};
  EXPECT_EQ(last_number(metrics_in("ab\n", {empty}), "empty"), std::nullopt);
}

TEST(MetricsTest, numbers_are_read_as_programs_print_them) {
  const auto number = [](const std::string& text) { return last_number({{"loss", {text}}}, "loss"); };
  EXPECT_EQ(number("1e-3"), 0.001);
  EXPECT_EQ(number("+2"), 2);
  EXPECT_TRUE(std::isnan(*number("nan")));
  EXPECT_TRUE(std::isnan(*number("-nan"))) << "as glibc prints it";
  EXPECT_TRUE(std::isinf(*number("-inf")));
  EXPECT_TRUE(std::isinf(*number("1e999")));
  EXPECT_EQ(number("-1e999"), -HUGE_VAL);
  EXPECT_EQ(number("1e-999"), 0) << "a loss that is nearly gone has not diverged";
  for (const char* text : {"0.5%", "1e-999%", "1e-999abc", "1e999 ", "%"})
    EXPECT_EQ(number(text), std::nullopt) << text;
  EXPECT_EQ(number(""), std::nullopt);
}

TEST(MetricsTest, what_a_machine_computes_is_read_from_the_report) {
  std::istringstream report("arithmetic 5a7d47c51e9cc918\n");
  EXPECT_EQ(read_runtime_report(report).arithmetic, "5a7d47c51e9cc918");
}

TEST(MetricsTest, only_judging_metrics_decide_how_a_run_ended) {
  const Metrics good{{"accuracy", {"0.9"}}};
  EXPECT_EQ(outcome_of(good, {accuracy}), Outcome::finished);
  EXPECT_EQ(outcome_of(good, {accuracy, loss}), Outcome::no_metric);
  const Metrics nan{{"accuracy", {"0.9"}}, {"loss", {"0.5", "nan"}}};
  EXPECT_EQ(outcome_of(nan, {accuracy}), Outcome::finished);
  EXPECT_EQ(outcome_of(nan, {accuracy, loss}), Outcome::diverged);
  EXPECT_EQ(outcome_of({{"accuracy", {"n/a"}}}, {accuracy}), Outcome::no_metric);
}

TEST(RuntimeReportTest, its_words_are_read_and_others_ignored) {
  std::istringstream report(
      "fingerprint 00ff00ff00ff00ff\ncurrent 12.5\ninapplicable all classes are equal\nx\n"
      "unkept the program starts other processes\n");
  EXPECT_EQ(read_runtime_report(report), (RuntimeReport{12.5, "all classes are equal", "00ff00ff00ff00ff",
                                                        "the program starts other processes"}));
}

TEST(RuntimeReportTest, a_process_that_trained_nothing_does_not_hide_one_that_trained) {
  const std::string trained = "fingerprint 00ff00ff00ff00ff\n";
  const std::string idle = std::string("fingerprint ") + untrained + "\n";
  for (const std::string& text : {trained + idle, idle + trained}) {
    std::istringstream report(text);
    EXPECT_EQ(read_runtime_report(report).fingerprint, "00ff00ff00ff00ff");
  }
  std::istringstream report(idle);
  EXPECT_EQ(read_runtime_report(report).fingerprint, untrained);
}

TEST(RuntimeReportTest, passes_are_read_with_their_inputs) {
  const std::string inputs = "inputs set 000000000000000a000000000000000b000000000000000c000000000000000d"
                             "000000000000000e 0,2,1,4,3 2\n";
  std::istringstream report(inputs + "pass 3 set 5 2 a0\nunrecorded 1 too many inputs\n");
  const RuntimeReport read = read_runtime_report(report);
  EXPECT_EQ(read.passes, std::vector<ReportedPass>({{3, "set", 5, 2, "a0"}}));
  EXPECT_EQ(read.inputs.at("set").hashes.size(), 5u * 16);
  EXPECT_EQ(read.inputs.at("set").positions, "0,2,1,4,3");
  EXPECT_EQ(read.inputs.at("set").repeated, 2u);
  EXPECT_EQ(read.unrecorded, "too many inputs");
}

TEST(RuntimeReportTest, a_pass_that_is_cut_off_or_does_not_fit_its_inputs_is_left_out) {
  const std::string inputs = "inputs set 000000000000000a 0 0\n";
  for (const char* pass : {"pass 0 set 1 1", "pass 0 other 1 1 8", "pass 0 set 1 1 88", "pass 0 set 1 2 8",
                           "pass 0 set 1 1 x", "pass x", "pass"}) {
    std::istringstream report(inputs + pass + "\n");
    EXPECT_TRUE(read_runtime_report(report).passes.empty()) << pass;
  }
}

TEST(RuntimeReportTest, what_a_program_writes_there_without_end_is_not_read) {
  std::istringstream report("current 1\n" + std::string(20'000, 'x') + "\ncurrent 2\n");
  EXPECT_EQ(read_runtime_report(report, /*most=*/10'000).current, 1);
}

TEST(RuntimeReportTest, an_empty_report_says_nothing) {
  std::istringstream report("");
  EXPECT_EQ(read_runtime_report(report), RuntimeReport{});
}

} // namespace
} // namespace misfire
