// The predictive probability and the rule that stops on it.
#include "paired_trials.h"
#include "stats/stopping.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace misfire::stats {
namespace {

constexpr auto failed = std::nullopt;

Sample normal_scores(double mean, double deviation, int count, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal(mean, deviation);
  Sample sample;
  for (int i = 0; i < count; ++i)
    sample.runs.push_back(normal(generator));
  return sample;
}

std::optional<Stop> stop_of(const Suite& suite, const StoppingRule& rule = {}) {
  return find_stop(std::span(&suite, 1), rule);
}

const Sample baseline = normal_scores(0.99, 0.001, 20, 1);
const Sample broken = normal_scores(0.5, 0.01, 20, 2);
const Sample same = normal_scores(0.9905, 0.001, 20, 3);

TEST(PredictiveProbability, is_the_formula_of_the_design) {
  // python3: n0 = 4, baseline 1 2 3 4, mutant 0 1 2, N = 10, nu0 = 3:
  //   s0² = 5/3; s_b² = (2 + 3·5/3)/5 = 1.4; s_p² = (3·5/3 + 9·1.4)/12; d* = norm.isf(0.025) / (40/14)**0.5
  //   scipy.stats.t.cdf((2.5 - 1 - d* s_p**0.5) / (7/10 · 1.4**0.5 · (1/3 + 1/7)**0.5), 5)
  const std::vector<double> a = {1, 2, 3, 4};
  const std::vector<double> b = {0, 1, 2};
  const StoppingRule rule{.planned = 10};
  EXPECT_NEAR(predictive_probability(sample_of(a), sample_of(b), rule, {}).value(), 0.5632328618894837,
              1e-12);
}

TEST(PredictiveProbability, after_a_failed_run_asks_the_remaining_ones_for_half_of_alpha) {
  // As above with alpha = 0.025 and nine runs that can still finish of ten.
  const std::vector<double> a = {1, 2, 3, 4};
  const Sample mutant = {{0.0, failed, 1.0, 2.0}};
  EXPECT_NEAR(predictive_probability(sample_of(a), mutant, {.planned = 10}, {}).value(), 0.40947154150299925,
              1e-12);
}

TEST(PredictiveProbability, is_near_one_for_a_broken_mutant_and_near_zero_for_the_program_itself) {
  EXPECT_GT(predictive_probability(baseline, first_runs(broken, 5), {}, {}).value(), 0.999);
  EXPECT_LT(predictive_probability(baseline, first_runs(baseline, 10), {}, {}).value(), 0.05);
}

TEST(PredictiveProbability, turns_around_with_the_goal) {
  const Criterion minimize{.goal = Goal::minimize};
  Sample losses;
  Sample broken_losses;
  for (const auto& run : baseline.runs)
    losses.runs.push_back(-*run);
  for (const auto& run : broken.runs)
    broken_losses.runs.push_back(-*run);
  for (const int k : {3, 5, 12})
    EXPECT_NEAR(predictive_probability(losses, first_runs(broken_losses, k), {}, minimize).value(),
                predictive_probability(baseline, first_runs(broken, k), {}, {}).value(), 1e-12);
}

TEST(PredictiveProbability, of_scores_that_never_vary_is_their_verdict) {
  const Sample flat = sample_of(std::vector<double>(20, 0.5));
  EXPECT_EQ(predictive_probability(flat, sample_of(std::vector<double>(5, 0.4)), {}, {}).value(), 1);
  EXPECT_EQ(predictive_probability(flat, sample_of(std::vector<double>(5, 0.5)), {}, {}).value(), 0);
}

TEST(PredictiveProbability, needs_a_test_of_means_and_some_runs) {
  EXPECT_FALSE(predictive_probability(baseline, broken, {}, {.test = stats::Test::wilcoxon}).has_value());
  EXPECT_FALSE(predictive_probability(baseline, {}, {}, {}).has_value());
  EXPECT_FALSE(predictive_probability(first_runs(baseline, 1), broken, {}, {}).has_value());
}

TEST(Stopping, a_broken_mutant_stops_after_five_runs_and_is_killed) {
  const Suite suite{baseline, broken, {}};
  EXPECT_EQ(stop_of(suite), Stop{5});
  const Verdict verdict = judge_stopped(suite, {5}, {});
  EXPECT_EQ(verdict.decision, Decision::killed);
  EXPECT_EQ(verdict.k, 5);
}

TEST(Stopping, runs_that_ended_beyond_the_stop_change_nothing) {
  const Suite all{baseline, same, {}};
  const auto stop = stop_of(all).value();
  ASSERT_LT(stop.runs, 20);
  for (int made = 0; made <= 20; ++made) {
    const Suite some{baseline, first_runs(same, static_cast<std::size_t>(made)), {}};
    EXPECT_EQ(stop_of(some), made < stop.runs ? std::nullopt : std::optional(stop)) << made;
  }
  EXPECT_EQ(judge_stopped(all, stop, {}),
            judge_stopped({baseline, first_runs(same, static_cast<std::size_t>(stop.runs)), {}}, stop, {}));
}

TEST(Stopping, two_suites_stop_when_both_are_decided) {
  // Shifted by the smallest effect that kills, so that nothing is certain before the end.
  Sample borderline;
  for (const auto& run : baseline.runs)
    borderline.runs.push_back(*run - 0.00062);
  const Suite clear{baseline, broken, {}};
  const Suite unclear{baseline, borderline, {}};
  const auto alone = stop_of(unclear).value();
  EXPECT_GT(alone.runs, 5);
  const std::vector<Suite> both = {clear, unclear};
  EXPECT_EQ(find_stop(both, {}), alone);
  EXPECT_EQ(find_stop({}, {}), std::nullopt);
}

TEST(Stopping, all_planned_runs_are_made_by_the_other_tests) {
  const Suite suite{baseline, broken, {.test = stats::Test::mann_whitney}};
  EXPECT_EQ(stop_of(suite), Stop{20});
  EXPECT_EQ(stop_of({baseline, first_runs(broken, 19), suite.criterion}), std::nullopt);
}

TEST(Stopping, an_outlier_among_the_first_runs_asks_for_ten) {
  Sample once = same;
  once.runs[2] = 0.1; // a rare collapse
  const auto stop = stop_of({baseline, once, {}}).value();
  EXPECT_GE(stop.runs, 10);
  StoppingRule careless;
  careless.outlier_mad = INFINITY;
  EXPECT_LT(stop_of({baseline, broken, {}}, careless)->runs, 10);
}

TEST(Stopping, an_outlier_that_is_small_beside_the_baselines_spread_is_none) {
  const Sample steady = {{0.5, 0.5, 0.5, 0.5, 0.5005}}; // the baseline deviates by 0.001
  EXPECT_EQ(stop_of({baseline, steady, {}}), Stop{5});
}

TEST(Stopping, a_plan_shorter_than_the_minimum_makes_all_its_runs) {
  EXPECT_EQ(stop_of({baseline, broken, {}}, {.planned = 3}), Stop{3});
  EXPECT_EQ(stop_of({baseline, first_runs(broken, 2), {}}, {.planned = 3}), std::nullopt);
}

TEST(Stopping, failures_stop_a_trial_once_no_later_run_can_save_it) {
  // One-sided against 0 of 20: 5 failures of 20 have p = 0.0236 < 0.025, 4 have 0.053.
  // R: fisher.test(matrix(c(5, 0, 15, 20), 2), alternative = "greater")$p.value
  Sample failing;
  for (int i = 0; i < 5; ++i)
    failing.runs.push_back(failed);
  const Suite suite{baseline, failing, {}};
  EXPECT_EQ(stop_of(suite), Stop{5});
  EXPECT_EQ(judge_stopped(suite, {5}, {}).decision, Decision::killed);
  EXPECT_EQ(judge_stopped(suite, {5}, {}).cause, Cause::failures);
  failing.runs[0] = 0.99;
  EXPECT_EQ(stop_of({baseline, failing, {}}), std::nullopt);
}

TEST(Stopping, a_failed_run_never_lets_a_mutant_survive_early) {
  Sample sometimes = same;
  ASSERT_LT(stop_of({baseline, same, {}})->runs, 20);
  sometimes.runs[1] = failed;
  EXPECT_EQ(stop_of({baseline, sometimes, {}}), Stop{20});
}

TEST(Stopping, scores_that_lie_too_far_apart_for_a_prediction_make_all_runs) {
  const Sample far = {{1e200, -1e200, 1e200, 1e200, 1e200}};
  EXPECT_FALSE(predictive_probability(baseline, far, {}, {}).has_value());
  EXPECT_EQ(stop_of({baseline, far, {}}), std::nullopt);
  EXPECT_EQ(stop_of({baseline, far, {}}, {.paired = true}), std::nullopt);
}

} // namespace
} // namespace misfire::stats
