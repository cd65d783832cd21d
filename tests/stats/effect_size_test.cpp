// Effect sizes of samples that allow none, or only just; the golden numbers are in golden_test.cpp.
#include "stats/effect_size.h"
#include "stats/noncentral_t.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire::stats {
namespace {

using Scores = std::vector<double>;

TEST(EffectSize, is_positive_where_the_baseline_is_the_larger) {
  EXPECT_NEAR(cohens_d(Scores{2, 3, 4}, Scores{1, 2, 3}).value(), 1, 1e-15);
  EXPECT_NEAR(cohens_d(Scores{1, 2, 3}, Scores{2, 3, 4}).value(), -1, 1e-15);
  EXPECT_EQ(cliffs_delta(Scores{2, 3}, Scores{0, 1}).value(), 1);
  EXPECT_EQ(cliffs_delta(Scores{0, 1}, Scores{2, 3}).value(), -1);
}

TEST(EffectSize, samples_without_variance_differ_infinitely_or_not_at_all) {
  EXPECT_EQ(cohens_d(Scores{0.1, 0.1, 0.1}, Scores{0.1, 0.1}).value(), 0);
  EXPECT_EQ(cohens_d(Scores{0.3, 0.3}, Scores{0.1, 0.1, 0.1}).value(), INFINITY);
  EXPECT_EQ(cohens_d(Scores{0.1, 0.1}, Scores{0.3, 0.3}).value(), -INFINITY);
  EXPECT_EQ(cohens_d_interval(Scores{0.3, 0.3}, Scores{0.1, 0.1}).value(),
            (Estimate{INFINITY, INFINITY, INFINITY}));
  EXPECT_EQ(cliffs_delta_interval(Scores{1, 1, 1}, Scores{1, 1, 1}).value(), (Estimate{0, 0, 0}));
}

TEST(EffectSize, one_run_on_one_side_is_enough_and_on_both_is_not) {
  EXPECT_NEAR(cohens_d(Scores{1, 2, 3}, Scores{1}).value(), 1, 1e-15);
  EXPECT_NEAR(cohens_d(Scores{1}, Scores{1, 2, 3}).value(), -1, 1e-15);
  EXPECT_THAT(cohens_d(Scores{1}, Scores{2}).error().message, testing::HasSubstr("one run on each side"));
  EXPECT_THAT(hedges_g_interval(Scores{1}, Scores{2, 3}).error().message,
              testing::HasSubstr("four finished runs"));
  EXPECT_FALSE(cliffs_delta_interval(Scores{1}, Scores{2, 3}).has_value());
}

TEST(EffectSize, an_empty_sample_is_a_clear_error) {
  EXPECT_EQ(cohens_d({}, Scores{1, 2}).error().message, "the baseline has no finished run");
  EXPECT_EQ(cohens_d(Scores{1, 2}, {}).error().message, "the mutant has no finished run");
  EXPECT_EQ(cliffs_delta(Scores{1, 2}, {}).error().message, "the mutant has no finished run");
  EXPECT_FALSE(cohens_d_interval({}, {}).has_value());
}

TEST(EffectSize, scores_of_any_magnitude_neither_overflow_nor_vanish) {
  EXPECT_NEAR(cohens_d(Scores{2e300, 3e300, 4e300}, Scores{1e300, 2e300, 3e300}).value(), 1, 1e-14);
  EXPECT_NEAR(cohens_d(Scores{2e-300, 3e-300, 4e-300}, Scores{1e-300, 2e-300, 3e-300}).value(), 1, 1e-14);
}

TEST(EffectSize, the_interval_of_separated_samples_is_feng_and_cliffs) {
  // R: t <- qt(0.975, 8); (5 - t^2) / (5 + t^2)
  const auto interval = cliffs_delta_interval(Scores{6, 7, 8, 9, 10}, Scores{1, 2, 3, 4, 5}).value();
  EXPECT_EQ(interval.value, 1);
  EXPECT_NEAR(interval.low, -0.0307875257871078, 1e-12);
  EXPECT_EQ(interval.high, 1);
}

TEST(EffectSize, nine_of_ten_intervals_at_that_confidence_hold_the_true_effect) {
  // Not simulated: the interval's ends are where the observed t is the 5 % and the 95 % quantile.
  const Scores a = {1.0, 2.5, 3.0, 4.5, 6.0};
  const Scores b = {0.5, 1.0, 2.0, 4.0};
  const auto interval = cohens_d_interval(a, b, 0.9).value();
  const double factor = std::sqrt(20.0 / 9);
  EXPECT_NEAR(noncentral_t_cdf(interval.value * factor, 7, interval.low * factor), 0.95, 1e-10);
  EXPECT_NEAR(noncentral_t_cdf(interval.value * factor, 7, interval.high * factor), 0.05, 1e-10);
}

TEST(NoncentralT, is_students_t_without_noncentrality) {
  // R: pt(c(-3, -0.5, 0, 0.5, 3), 4)
  EXPECT_NEAR(noncentral_t_cdf(-3, 4, 0), 0.0199709840358594, 1e-13);
  EXPECT_NEAR(noncentral_t_cdf(-0.5, 4, 0), 0.3216649815909317, 1e-13);
  EXPECT_NEAR(noncentral_t_cdf(0, 4, 0), 0.5, 1e-13);
  EXPECT_NEAR(noncentral_t_cdf(0.5, 4, 0), 0.6783350184090684, 1e-13);
  EXPECT_NEAR(noncentral_t_cdf(3, 4, 0), 0.9800290159641406, 1e-13);
}

TEST(NoncentralT, agrees_with_R_on_both_sides_of_its_two_quadratures) {
  // R: sprintf("%.15g", mapply(pt, c(0.99, 1.01, -0.99, -1.01, 8), c(1, 1, 30, 30, 2), c(2, 2, -1, -1, 5)))
  EXPECT_NEAR(noncentral_t_cdf(0.99, 1, 2), 0.148990595181288, 1e-11);
  EXPECT_NEAR(noncentral_t_cdf(1.01, 1, 2), 0.153245860204253, 1e-11);
  EXPECT_NEAR(noncentral_t_cdf(-0.99, 30, -1), 0.507225510028697, 1e-11);
  EXPECT_NEAR(noncentral_t_cdf(-1.01, 30, -1), 0.499377859098999, 1e-11);
  EXPECT_NEAR(noncentral_t_cdf(8, 2, 5), 0.674236925938547, 1e-11);
}

} // namespace
} // namespace misfire::stats
