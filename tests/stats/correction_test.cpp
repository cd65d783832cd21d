// What the corrections promise about campaigns of identity mutants; R's numbers are in golden_test.cpp.
#include "stats/correction.h"
#include "stats/verdict.h"

#include <gtest/gtest.h>
#include <random>

namespace misfire::stats {
namespace {

TEST(Correction, never_lowers_a_p_and_keeps_the_order) {
  const std::vector<double> p_values = {0.2, 0.001, 0.03, 0.03, 1, 0};
  for (const auto& adjusted : {holm(p_values), benjamini_hochberg(p_values)})
    for (std::size_t i = 0; i < p_values.size(); ++i) {
      EXPECT_GE(adjusted[i], p_values[i]);
      EXPECT_LE(adjusted[i], 1);
      for (std::size_t j = 0; j < p_values.size(); ++j)
        EXPECT_TRUE(p_values[i] > p_values[j] || adjusted[i] <= adjusted[j]);
    }
}

TEST(Correction, a_failure_and_a_score_count_as_two_tests_of_one_mutant) {
  const auto failed = std::nullopt;
  const Sample baseline{{1, 2, 3, 4, 5}};
  const Verdict without = judge(baseline, {{1, 2, 3, 4, 5.5}}, {});
  EXPECT_EQ(overall_p(without), without.p);
  const Verdict with = judge(baseline, {{failed, failed, failed, failed, 3}}, {});
  EXPECT_EQ(overall_p(with), std::min(1.0, 2 * std::min(*with.p, *with.failure_p)));
  EXPECT_EQ(overall_p(judge(baseline, {}, {})), std::nullopt);
  const Verdict all_failed = judge(baseline, {{failed, failed}}, {});
  EXPECT_EQ(overall_p(all_failed), 2 * *all_failed.failure_p);
}

struct FalseKills {
  double without = 0;
  double with_holm = 0;
};

/// The shares of campaigns in which at least one of 13 identity mutants is killed.
FalseKills campaigns_of_identity_mutants(int n, int campaigns) {
  std::mt19937_64 generator(2024);
  std::normal_distribution<double> normal;
  const auto runs = [&] {
    std::vector<double> scores;
    for (int i = 0; i < n; ++i)
      scores.push_back(normal(generator));
    return sample_of(scores);
  };
  FalseKills shares;
  for (int campaign = 0; campaign < campaigns; ++campaign) {
    const Sample baseline = runs();
    std::vector<double> p_values;
    std::vector<bool> killed;
    for (int mutant = 0; mutant < 13; ++mutant) {
      const Verdict verdict = judge(baseline, runs(), {});
      p_values.push_back(*verdict.p);
      killed.push_back(verdict.decision == Decision::killed);
    }
    const auto adjusted = holm(p_values);
    bool any = false;
    bool any_adjusted = false;
    for (std::size_t i = 0; i < killed.size(); ++i) {
      any = any || killed[i];
      any_adjusted = any_adjusted || (killed[i] && adjusted[i] < 0.05);
    }
    shares.without += any ? 1.0 / campaigns : 0;
    shares.with_holm += any_adjusted ? 1.0 / campaigns : 0;
  }
  return shares;
}

TEST(Correction, holm_holds_five_percent_of_campaigns_at_20_runs) {
  // 4,000 campaigns: a standard error of 0.006 at 0.18 and 0.003 at 0.05.
  for (const int n : {20, 10, 5}) {
    const FalseKills shares = campaigns_of_identity_mutants(n, 4'000);
    std::printf(
        "n = %2d: 13 identity mutants are falsely killed in %.1f %% of campaigns, with Holm in %.1f %%\n", n,
        100 * shares.without, 100 * shares.with_holm);
    if (n != 20) continue;
    EXPECT_NEAR(shares.without, 0.18, 0.03);
    EXPECT_LT(shares.with_holm, 0.05);
  }
}

} // namespace
} // namespace misfire::stats
