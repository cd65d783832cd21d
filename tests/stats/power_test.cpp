// Power at the edges, and what a number of runs can show; the golden numbers are in golden_test.cpp.
#include "stats/power.h"
#include "stats/verdict.h"

#include <cmath>
#include <gtest/gtest.h>

namespace misfire::stats {
namespace {

TEST(Power, is_alpha_without_an_effect_and_one_for_the_effects_of_broken_mutants) {
  EXPECT_EQ(power(0, 20, 20), 0.05);
  EXPECT_EQ(power(720.98, 10, 10), 1);
  EXPECT_EQ(power(INFINITY, 10, 10), 1);
  EXPECT_EQ(power(-0.8, 20, 20), power(0.8, 20, 20));
  EXPECT_GT(power(1e-9, 20, 20), 0.0499);
}

TEST(Power, grows_with_the_effect_and_stays_a_probability_up_to_where_it_is_cut_off) {
  double before = 0;
  for (double d = 0.01; d < 200; d *= 1.1) {
    const double now = power(d, 3, 3);
    EXPECT_GE(now, before - 1e-12) << d;
    EXPECT_LE(now, 1) << d;
    before = now;
  }
  EXPECT_NEAR(before, 1, 1e-12);
}

TEST(Power, deepcrimes_calls_nearly_everything_stable) {
  EXPECT_LT(power(0.65, 20, 20), 0.55);
  EXPECT_GT(deepcrime_power(0.65, 20, 20), 0.97);
}

TEST(Power, the_detectable_effect_is_seen_with_the_wanted_power) {
  for (const int n : {2, 5, 20, 100})
    EXPECT_NEAR(power(detectable_effect(n, n), n, n), 0.8, 1e-9);
  EXPECT_NEAR(power(detectable_effect(20, 5, 0.9, 0.01), 20, 5, 0.01), 0.9, 1e-9);
}

TEST(Power, runs_needed_are_the_fewest_that_have_it) {
  for (const double d : {0.3, 0.5, 1.0, 2.0}) {
    const int n = runs_needed(d);
    EXPECT_GE(power(d, n, n), 0.8);
    EXPECT_LT(power(d, n - 1, n - 1), 0.8);
  }
  EXPECT_EQ(runs_needed(1000), 2);
  EXPECT_EQ(runs_needed(0), -1);
}

TEST(SmallestKilledEffect, is_where_the_kill_rule_changes) {
  for (const auto test : {stats::Test::glm, stats::Test::glm_rounded, stats::Test::t})
    for (const int n : {3, 5, 20, 200}) {
      const Criterion criterion{.test = test};
      const double d = smallest_killed_effect(criterion, n, n).value();
      const auto decide = [&](double effect) {
        std::vector<double> a;
        std::vector<double> b;
        for (int i = 0; i < n; ++i) {
          a.push_back(std::cos(i));
          b.push_back(std::cos(i));
        }
        double mean = 0;
        for (const double score : a)
          mean += score / n;
        double squares = 0;
        for (const double score : a)
          squares += (score - mean) * (score - mean);
        for (double& score : b)
          score -= effect * std::sqrt(squares / (n - 1));
        return judge(sample_of(a), sample_of(b), criterion).decision;
      };
      EXPECT_EQ(decide(d * (1 + 1e-9)), Decision::killed) << n;
      EXPECT_EQ(decide(d * (1 - 1e-9)), Decision::survived) << n;
    }
  EXPECT_FALSE(smallest_killed_effect({.test = stats::Test::permutation}, 5, 5).has_value());
  EXPECT_FALSE(smallest_killed_effect({}, 1, 1).has_value());
}

TEST(SmallestKilledEffect, is_the_designs_0_6212_with_the_rounding_of_deepcrime) {
  // python3 -c "from scipy.stats import norm; print(norm.isf(0.02475) / 10 ** 0.5, norm.isf(0.025) / 10 **
  // 0.5)"
  EXPECT_NEAR(smallest_killed_effect({.test = stats::Test::glm_rounded}, 20, 20).value(), 0.6211534094726052,
              1e-12);
  EXPECT_NEAR(smallest_killed_effect({}, 20, 20).value(), 0.6197950323045617, 1e-12);
}

} // namespace
} // namespace misfire::stats
