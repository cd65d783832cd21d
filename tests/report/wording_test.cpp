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

Mutation score on test: 66.7 % (2 of 3): killed / (killed + survived) over mutants, an interval by its harsh end.
After Holm's correction for many mutants: 66.7 %; every kill stands.
DeepCrime's score: none: it needs mutants killed on a metric of the suite `train`.
Not in the score: 1 better than the baseline, 1 no-effect, 1 inapplicable, 1 unbuildable.
30 runs trained in 61 s, 6 taken from the store, 12 saved by stopping early.
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
  EXPECT_EQ(estimate_text(estimate),
            R"(Baseline: accuracy on test is 0.9 with a deviation of 0.01235 over 5 runs of 1.2 s.
The subject is not reproducible: two runs with one seed differ. Mutants without effect cannot be told.
5 runs of a mutant only show effects of d = 1.24 and more.
That is too few to detect d = 0.5, the smallest effect that is to kill: it would take runs: {baseline: 31, mutant: 31}.
1 mutant to train, at most 45 runs, at most 1 h 40 min with 2 jobs.
To shorten that: fewer mutants (--sample 10%, --max-mutants 20, --operators HLR,LCH), a limit (--budget 1h), fewer epochs or less data, or several machines (--shard 0/4).
)");
}

TEST(WordingTest, test_data_that_every_run_scores_alike_are_pointed_out) {
  Estimate estimate{.baseline = {{"test", "accuracy", 5, 1, 0}}};
  EXPECT_THAT(estimate_text(estimate), HasSubstr("Every run of the program has the same accuracy on test: "));
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
  EXPECT_EQ(
      caution_of(testing::verdict(stats::Decision::survived, 0.88, 1.01, 0.11), {}),
      "Its effect (d = 1.01) is large enough to kill, but 5 against 5 runs cannot make it certain: make more "
      "runs before you change the test data.");
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
