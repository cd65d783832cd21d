// The rule that stops trials whose runs are pairs with the baseline's.
#include "paired_trials.h"
#include "stats/stopping.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace misfire::stats {
namespace {

constexpr StoppingRule by_pairs{.paired = true};

std::optional<Stop> stop_of(const Sample& mutant, const StoppingRule& rule = by_pairs,
                            const Sample& baseline = paired_baseline) {
  const Suite suite{baseline, mutant, {}};
  return find_stop(std::span(&suite, 1), rule);
}

Decision decision_of(const Sample& mutant) {
  return judge_stopped({paired_baseline, mutant, {}}, stop_of(mutant).value(), by_pairs).decision;
}

Sample with(Sample sample, std::optional<double> score) {
  sample.runs.push_back(score);
  return sample;
}

/// The baseline's scores, worse by `harm` deviations, and at once as far as the seed says.
Sample shifted(double harm, std::size_t runs = 20) {
  Sample sample = first_runs(paired_baseline, runs);
  for (auto& run : sample.runs)
    run = *run - harm * 0.00352469;
  return sample;
}

TEST(StoppingByPairs, a_close_follower_survives_after_seven_runs) {
  EXPECT_EQ(stop_of(close_follower), Stop{7});
  EXPECT_EQ(decision_of(close_follower), Decision::survived);
  EXPECT_EQ(stop_of(first_runs(close_follower, 6)), std::nullopt);
  StoppingRule sooner = by_pairs;
  sooner.survive_from = 6; // what holds it up is the fewest runs, since p is below 0.001 after six
  EXPECT_EQ(stop_of(close_follower, sooner), Stop{6});
}

TEST(StoppingByPairs, what_is_plainly_worse_is_killed_after_three_runs) {
  EXPECT_EQ(stop_of(plainly_worse), Stop{3});
  EXPECT_EQ(decision_of(plainly_worse), Decision::killed);
  EXPECT_EQ(stop_of(first_runs(plainly_worse, 2)), std::nullopt);
}

TEST(StoppingByPairs, a_failed_run_does_not_keep_a_mutant_from_being_killed_by_its_scores) {
  EXPECT_EQ(stop_of(worse_with_a_failure), Stop{4});
  EXPECT_EQ(decision_of(worse_with_a_failure), Decision::killed);
  EXPECT_EQ(judge_stopped({paired_baseline, worse_with_a_failure, {}}, {5}, by_pairs).decision,
            Decision::killed);
  EXPECT_EQ(stop_of({{.9310, std::nullopt, .9301}}), std::nullopt) << "two finished runs are too few";
}

TEST(StoppingByPairs, a_kill_needs_the_scores_alone_too) {
  const auto prediction = predict_by_pairs({paired_baseline, worse_follower, {}}, 6, by_pairs).value();
  EXPECT_GT(prediction.paired, 0.9999);
  EXPECT_LT(prediction.unpaired, 1 - 0.0125);
  EXPECT_EQ(stop_of(worse_follower), std::nullopt);
}

TEST(StoppingByPairs, the_scores_alone_may_be_a_quarter_less_certain) {
  const Suite suite{paired_baseline, worse_follower, {}}; // p 0.999933, u 0.958186
  StoppingRule rule = by_pairs;
  rule.kill_from = 6;
  rule.certainty = 1 - (1 - 0.958186) / 1.25 - 1e-4; // so that u is just enough
  EXPECT_EQ(find_stop(std::span(&suite, 1), rule), Stop{6});
  rule.certainty += 2e-4;
  EXPECT_EQ(find_stop(std::span(&suite, 1), rule), std::nullopt);
}

TEST(StoppingByPairs, a_failed_run_never_lets_a_mutant_survive_early) {
  Sample sometimes = shifted(0, 19);
  ASSERT_EQ(stop_of(sometimes), Stop{7});
  sometimes.runs[1] = std::nullopt;
  EXPECT_EQ(stop_of(sometimes), std::nullopt);
}

TEST(StoppingByPairs, failures_stop_a_trial_once_no_later_run_can_save_it) {
  Sample failing; // 5 of 20 against 0 of 20: R: fisher.test(matrix(c(5, 0, 15, 20), 2), "greater")
  for (int i = 0; i < 4; ++i)
    failing.runs.emplace_back(std::nullopt);
  EXPECT_EQ(stop_of(failing), std::nullopt);
  EXPECT_EQ(stop_of(with(failing, std::nullopt)), Stop{5});
  EXPECT_EQ(decision_of(with(failing, std::nullopt)), Decision::killed);
  EXPECT_EQ(stop_of(with(with(failing, .95), std::nullopt)), Stop{6}) << "one finished run, but five failed";
}

TEST(StoppingByPairs, an_outlier_holds_a_stop_until_ten) {
  Sample once = shifted(0, 9);
  once.runs[2] = *once.runs[2] + 0.1; // so good that nothing else keeps it from surviving
  EXPECT_EQ(stop_of(once), std::nullopt);
  StoppingRule careless = by_pairs;
  careless.outlier_mad = INFINITY;
  EXPECT_EQ(stop_of(once, careless), Stop{8});
  EXPECT_EQ(stop_of(with(once, .9486)), Stop{10});
}

TEST(StoppingByPairs, two_suites_stop_at_the_later_and_are_asked_again) {
  const std::vector<Suite> both = {{paired_baseline, close_follower, {}},
                                   {paired_baseline, shifted(8, 7), {}}};
  EXPECT_EQ(find_stop(std::span(both).last(1), by_pairs), Stop{3});
  EXPECT_EQ(find_stop(both, by_pairs), Stop{7});
  EXPECT_EQ(judge_stopped(both[0], {7}, by_pairs).decision, Decision::survived);
  EXPECT_EQ(judge_stopped(both[1], {7}, by_pairs).decision, Decision::killed);

  // Decided after three runs, but no longer once the seventh collapses.
  Sample collapsing = shifted(8, 7);
  collapsing.runs[6] = 0.1;
  const std::vector<Suite> again = {both[0], {paired_baseline, collapsing, {}}};
  EXPECT_EQ(stop_of(collapsing), Stop{3});
  EXPECT_EQ(find_stop(again, by_pairs), std::nullopt);
}

TEST(StoppingByPairs, a_suite_without_a_partner_is_decided_by_the_scores_alone) {
  const Sample flat = sample_of(std::vector<double>(20, 0.5));
  const Sample worse = sample_of(std::vector<double>(5, 0.4));
  EXPECT_EQ(stop_of(first_runs(worse, 4), by_pairs, flat), std::nullopt);
  EXPECT_EQ(stop_of(worse, by_pairs, flat), Stop{5});
  const std::vector<Suite> both = {{flat, worse, {}}, {paired_baseline, shifted(8, 5), {}}};
  EXPECT_EQ(fewest_runs(both, by_pairs), 5);
  EXPECT_EQ(find_stop(both, by_pairs), Stop{5});

  Sample failing = paired_baseline;
  failing.runs[19] = std::nullopt;
  EXPECT_EQ(stop_of(shifted(8, 4), by_pairs, failing), std::nullopt);
  EXPECT_EQ(stop_of(shifted(8, 5), by_pairs, failing), Stop{5});
}

TEST(StoppingByPairs, knows_the_fewest_runs_before_any_is_made) {
  const Suite suite{paired_baseline, {}, {}};
  const Suite by_ranks{paired_baseline, {}, {.test = stats::Test::mann_whitney}};
  EXPECT_EQ(fewest_runs(std::span(&suite, 1), by_pairs), 3);
  EXPECT_EQ(fewest_runs(std::span(&suite, 1), {}), 5);
  EXPECT_EQ(fewest_runs(std::span(&by_ranks, 1), by_pairs), 5);
  EXPECT_EQ(fewest_runs(std::span(&suite, 1), {.planned = 2, .paired = true}), 2);
  EXPECT_EQ(fewest_runs({}, by_pairs), 0);
}

TEST(StoppingByPairs, failed_runs_that_have_a_score_are_scores) {
  const Suite suite{paired_baseline, {{std::nullopt, std::nullopt, std::nullopt}}, {.failed_as = 0.1}};
  EXPECT_EQ(find_stop(std::span(&suite, 1), by_pairs), Stop{3});
  const Verdict verdict = judge_stopped(suite, {3}, by_pairs);
  EXPECT_EQ(verdict.decision, Decision::killed);
  EXPECT_EQ(verdict.cause, Cause::scores);
}

TEST(StoppingByPairs, runs_that_ended_beyond_the_stop_change_nothing) {
  const Sample all = shifted(0.1);
  const auto stop = stop_of(all).value();
  ASSERT_LT(stop.runs, 20);
  for (std::size_t made = 0; made <= 20; ++made)
    EXPECT_EQ(stop_of(first_runs(all, made)),
              static_cast<int>(made) < stop.runs ? std::nullopt : std::optional(stop))
        << made;
}

TEST(StoppingByPairs, agrees_with_the_verdicts_of_all_runs) {
  // Harms of 0 to 2 deviations, correlation 0.9. The wanted share and number of runs were simulated with
  // 20,000 trials: 99.91 % and 10.31 runs.
  std::mt19937_64 generator(19);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> harms(0, 2);
  int agreed = 0;
  double runs = 0;
  constexpr int trials = 1000;
  for (int trial = 0; trial < trials; ++trial) {
    Suite suite;
    const double harm = harms(generator);
    for (int run = 0; run < 20; ++run) {
      const double shared = normal(generator);
      suite.baseline.runs.emplace_back(shared);
      suite.mutant.runs.emplace_back(0.9 * shared + std::sqrt(1 - 0.81) * normal(generator) - harm);
    }
    const Stop stop = find_stop(std::span(&suite, 1), by_pairs).value();
    runs += stop.runs;
    agreed +=
        judge_stopped(suite, stop, by_pairs).decision == judge(suite.baseline, suite.mutant, {}).decision ? 1
                                                                                                          : 0;
  }
  EXPECT_GE(agreed, trials * 995 / 1000);
  EXPECT_LT(runs / trials, 11);
}

} // namespace
} // namespace misfire::stats
