// The console's words, to the letter.
#include "report/wording.h"

#include "tests/report/results_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(WordingTest, every_result_is_a_line_with_its_verb_in_a_column) {
  const testing::SmallCampaign campaign;
  std::string lines;
  for (std::size_t i = 0; i < campaign.mutants.size(); ++i)
    lines += verdict_line(campaign.mutants[i], campaign.results[i], {"test"}) + "\n";
  EXPECT_EQ(
      lines,
      R"(killed       HLR@a.cpp:3:4  0.9 -> 0.1, d = 45.25, p < 0.001, mildest killed 1e-05, 5 runs (2 trials)
killed       WCI@a.cpp:5:6=zeros  0.9 -> 0.88, d = 0.30, p = 0.600; 4 of 5 runs failed, p = 0.010, 5 runs
SURVIVED     WCI@a.cpp:5:6=ones  0.9 -> 0.895, d = 0.40, p = 0.530, 5 runs
better       WRB@a.cpp:5:6  0.9 -> 0.95, d = -3.00, p = 0.001, 5 runs
UNBUILDABLE  WRB@a.cpp:7:6  a.cpp:7:6: error: no, "never"
no-effect    WRB@a.cpp:8:6
inapplicable WRB@a.cpp:9:6  the program has the value 1 itself
)");
}

TEST(WordingTest, other_suites_follow_the_first_in_a_line) {
  testing::SmallCampaign campaign;
  campaign.results[2].trials[0].verdicts["train"] = testing::verdict(stats::Decision::killed, 0.5, 9, 0);
  EXPECT_EQ(verdict_line(campaign.mutants[2], campaign.results[2], {"test", "train"}),
            "SURVIVED     WCI@a.cpp:5:6=ones  0.9 -> 0.895, d = 0.40, p = 0.530; train killed: 0.9 -> 0.5, d "
            "= 9.00, "
            "p < 0.001, 5 runs");
}

TEST(WordingTest, the_closing_table_counts_by_operator_and_defines_its_scores) {
  const testing::SmallCampaign campaign;
  EXPECT_EQ(closing_text(scoreboard(campaign.mutants, campaign.results, campaign.summary), campaign.summary),
            R"(  test         mutants   killed  survived   other     score
  HLR                1        1         0       0   100.0 %
  WCI                2        1         1       0    50.0 %
  WRB                4        0         0       4         -
  all                7        2         1       4    66.7 %

Killed: with the fault, the score is reliably worse. Survived: it is not, so the data do not notice the fault.
Mutation score on test: 66.7 % (2 of 3): of the mutants that were killed or survived, the share that was killed. A fault that was tried with several values counts by its strongest.
1 mutant was killed since its runs fail, which no test data are needed for: without it, the score is 50.0 % (1 of 2).
After Holm's correction, since among many mutants some are killed by luck: 66.7 %. Every kill stands.
Score as the tool DeepCrime defines it: none. It needs mutants that are killed on a metric of the suite `train`, the training data.
Not in the score: 1 better than the baseline, 1 without effect (they train bit for bit as your program does), 1 inapplicable (the fault cannot be made there), 1 unbuildable (they do not compile).
30 runs trained in 61 s; 6 taken from the store, which keeps all runs; 12 saved, since the verdict was certain without them.
)");
}

TEST(WordingTest, the_estimate_says_what_the_runs_can_show) {
  const Estimate estimate{.mutants = 1,
                          .most_runs = 45,
                          .most_seconds = 6000,
                          .run_seconds = 1.25,
                          .jobs = 2,
                          .reproducible = false,
                          .baseline = {{"test", "accuracy", 5, 0.9, 0.0123456}},
                          .mutant_runs = 5,
                          .smallest_effect = 1.2396,
                          .wanted_effect = 0.5,
                          .runs_for_effect = 31};
  EXPECT_EQ(
      estimate_text(estimate),
      R"(Baseline, your program without a fault: accuracy on test is 0.9 with a standard deviation of 0.01235 over 5 runs. A run takes 1.2 s.
Your program is not reproducible: two runs of it with the same seed differ. So misfire cannot tell which faults change nothing at all, and judges them like all others.
5 runs of a mutant, your program with one fault, can only show effects of Cohen's d = 1.24 and more.
That is too few to detect d = 0.5, the smallest effect that you want noticed (`effect` in misfire.yml). To detect it, set runs: {baseline: 31, mutant: 31}.
1 mutant to train: at most 45 runs, which take at most 1 h 40 min, 2 side by side.
You can shorten that by fewer mutants (--sample 10%, --max-mutants 20, --operators HLR,LCH), by a limit of time (--budget 1h), by fewer epochs or less data, or by several machines (--shard 0/4).
)");
}

TEST(WordingTest, test_data_that_every_run_scores_alike_are_pointed_out) {
  Estimate estimate{.baseline = {{"test", "accuracy", 5, 1, 0}}};
  EXPECT_THAT(
      estimate_text(estimate),
      HasSubstr(
          "Every run of your program has the same accuracy on test: 1. If 1 is the best score there is, "));
  estimate.baseline[0].deviation = 0.01;
  EXPECT_THAT(estimate_text(estimate), Not(HasSubstr("Every run")));
}

TEST(WordingTest, without_a_kill_nothing_is_said_of_their_correction) {
  testing::SmallCampaign campaign;
  for (MutantResult& result : campaign.results)
    for (TrialResult& trial : result.trials)
      if (const auto verdict = trial.verdicts.find("test"); verdict != trial.verdicts.end())
        verdict->second.decision = stats::Decision::survived;
  EXPECT_THAT(
      closing_text(scoreboard(campaign.mutants, campaign.results, campaign.summary), campaign.summary),
      Not(HasSubstr("Holm")));
}

TEST(WordingTest, a_survivor_with_a_large_effect_and_few_runs_is_told_apart) {
  EXPECT_EQ(caution_of(testing::verdict(stats::Decision::survived, 0.88, 1.01, 0.11), {}),
            "Its effect (d = 1.01) is large enough to kill, but 5 runs of the mutant against 5 of your "
            "program cannot make it certain: make more runs before you change the test data.");
  EXPECT_EQ(caution_of(testing::verdict(stats::Decision::survived, 0.9, 0.4, 0.5), {}), "");
  EXPECT_EQ(caution_of(testing::verdict(stats::Decision::killed, 0.1, 9, 0), {}), "");
}

TEST(WordingTest, durations_are_rounded_to_what_people_say) {
  EXPECT_EQ(spelled_duration(0.4), "0 s");
  EXPECT_EQ(spelled_duration(89), "89 s");
  EXPECT_EQ(spelled_duration(100), "2 min");
  EXPECT_EQ(spelled_duration(7500), "2 h 5 min");
}

} // namespace
} // namespace misfire
