// The tests on samples that are degenerate, and their choice between exact and approximate p.
#include "stats/fisher.h"
#include "stats/mean_tests.h"
#include "stats/permutation.h"
#include "stats/posterior.h"
#include "stats/rank_tests.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire::stats {
namespace {

using Scores = std::vector<double>;
using TwoSampleTest = Result<double> (*)(std::span<const double>, std::span<const double>);

Result<double> permutation(std::span<const double> a, std::span<const double> b) {
  return permutation_test(a, b);
}

constexpr TwoSampleTest tests_of_means[] = {glm_test, t_test, welch_test};
constexpr TwoSampleTest all_tests[] = {glm_test,          t_test,        welch_test,
                                       mann_whitney_test, wilcoxon_test, permutation};

TEST(Tests, scores_that_never_vary_have_p_0_if_they_differ_and_1_if_not) {
  for (const auto test : tests_of_means) {
    EXPECT_EQ(test(Scores{0.1, 0.1, 0.1}, Scores{0.1, 0.1, 0.1}).value(), 1);
    EXPECT_EQ(test(Scores{0.1, 0.1, 0.1}, Scores{0.3, 0.3, 0.3}).value(), 0);
  }
}

TEST(Tests, ties_everywhere_have_p_1) {
  for (const auto test : all_tests)
    EXPECT_EQ(test(Scores{2, 2, 2, 2}, Scores{2, 2, 2, 2}).value(), 1);
}

TEST(Tests, an_empty_sample_is_a_clear_error) {
  for (const auto test : all_tests) {
    EXPECT_FALSE(test({}, Scores{1, 2}).has_value());
    EXPECT_FALSE(test(Scores{1, 2}, {}).has_value());
    EXPECT_FALSE(test({}, {}).error().message.empty());
  }
  EXPECT_FALSE(probability_worse({}, Scores{1, 2}, 0).has_value());
}

TEST(Tests, one_run_on_one_side_is_enough_for_a_pooled_variance_alone) {
  // R: t.test(c(1, 2, 3), 5, var.equal = TRUE)$p.value
  EXPECT_NEAR(t_test(Scores{1, 2, 3}, Scores{5}).value(), 0.12168993434632, 1e-12);
  EXPECT_TRUE(glm_test(Scores{1, 2, 3}, Scores{5}).has_value());
  EXPECT_FALSE(welch_test(Scores{1, 2, 3}, Scores{5}).has_value());
  EXPECT_FALSE(t_test(Scores{1}, Scores{5}).has_value());
}

TEST(Tests, glm_rounded_compares_three_decimals_with_alpha) {
  EXPECT_EQ(rounded_p(0.0495), 0.05); // not killed, though 0.0495 < 0.05
  EXPECT_EQ(rounded_p(0.04949), 0.049);
  EXPECT_EQ(rounded_p(0.0004), 0);
}

TEST(RankTests, mann_whitney_is_exact_without_ties_and_normal_with) {
  // R: wilcox.test(c(1, 2, 3, 10, 20), c(4, 5, 6, 7, 8))$p.value; wilcox.test(c(1, 1, 1, 2), c(1, 2, 2,
  // 2))$p.value
  EXPECT_NEAR(mann_whitney_test(Scores{1, 2, 3, 10, 20}, Scores{4, 5, 6, 7, 8}).value(), 0.69047619047619,
              1e-13);
  EXPECT_NEAR(mann_whitney_test(Scores{1, 1, 1, 2}, Scores{1, 2, 2, 2}).value(), 0.247061525091658, 1e-13);
  EXPECT_NEAR(smallest_mann_whitney_p(4, 4), 2.0 / 70, 1e-15);
}

TEST(RankTests, wilcoxon_drops_pairs_that_are_equal) {
  // R: wilcox.test(c(1, 2, 3, 4, 5), c(1, 1, 1, 1, 1), paired = TRUE, correct = FALSE)$p.value
  EXPECT_NEAR(wilcoxon_test(Scores{1, 2, 3, 4, 5}, Scores{1, 1, 1, 1, 1}).value(), 0.067889154861829, 1e-13);
  EXPECT_NEAR(smallest_wilcoxon_p(5), 2.0 / 32, 1e-15);
  EXPECT_FALSE(wilcoxon_test(Scores{1, 2}, Scores{1}).has_value());
}

TEST(Permutation, is_exact_when_that_is_cheap) {
  // Two of the 20 divisions are as extreme as {1, 2, 3} against {4, 5, 6}.
  EXPECT_EQ(permutation_test(Scores{1, 2, 3}, Scores{4, 5, 6}).value(), 0.1);
  EXPECT_EQ(smallest_permutation_p(3, 3), 0.1);
  EXPECT_EQ(smallest_permutation_p(2, 3), 0.1);
  EXPECT_EQ(permutation_test(Scores{1, 2}, Scores{4, 5, 6}).value(), 0.1);
}

TEST(Permutation, random_divisions_are_seeded_and_close_to_all_of_them) {
  const Scores a = {0.1, 0.5, 0.9, 1.3, 1.2, 0.8, 0.7, 0.2};
  const Scores b = {0.9, 1.5, 1.9, 1.4, 1.1, 0.6, 1.7, 0.95};
  const double exact = permutation_test(a, b).value();
  const PermutationEffort random{.exact_up_to = 0, .random_divisions = 19'999, .seed = 7};
  const double sampled = permutation_test(a, b, random).value();
  EXPECT_EQ(sampled, permutation_test(a, b, random).value());
  EXPECT_NEAR(sampled, exact, 4 * std::sqrt(exact * (1 - exact) / 19'999));
  EXPECT_EQ(smallest_permutation_p(20, 20), 1.0 / 20'000);
}

TEST(Posterior, is_one_half_at_the_observed_difference) {
  const Scores a = {1, 2, 3, 4};
  const Scores b = {0, 1, 2, 3};
  EXPECT_NEAR(probability_worse(a, b, 1).value(), 0.5, 1e-15);
  EXPECT_GT(probability_worse(a, b, 0).value(), 0.5);
  // Without a margin it is one minus half the two-sided p of the t test.
  EXPECT_NEAR(probability_worse(a, b, 0).value(), 1 - t_test(a, b).value() / 2, 1e-14);
  EXPECT_EQ(probability_worse(Scores{1, 1}, Scores{0, 0}, 1).value(), 1);
  EXPECT_EQ(probability_worse(Scores{1, 1}, Scores{0, 0}, 1.5).value(), 0);
}

TEST(Fisher, no_runs_or_no_hits_say_nothing) {
  EXPECT_EQ(fisher_greater({0, 20}, {0, 20}), 1);
  EXPECT_EQ(fisher_greater({0, 0}, {3, 3}), 1);
  EXPECT_EQ(fisher_greater({5, 5}, {5, 5}), 1);
  EXPECT_EQ(fisher_two_sided({0, 0}, {3, 3}), 1);
  EXPECT_EQ(fisher_two_sided({0, 5}, {0, 5}), 1);
}

} // namespace
} // namespace misfire::stats
