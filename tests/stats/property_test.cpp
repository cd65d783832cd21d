// What must hold of every test and effect size whatever the scores are.
#include "stats/effect_size.h"
#include "stats/fisher.h"
#include "stats/mean_tests.h"
#include "stats/permutation.h"
#include "stats/rank_tests.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <random>

namespace misfire::stats {
namespace {

using Scores = std::vector<double>;

class Properties : public testing::Test {
protected:
  Scores draw(int count, double mean = 0, double deviation = 1) {
    std::normal_distribution<double> normal(mean, deviation);
    Scores scores;
    for (int i = 0; i < count; ++i)
      scores.push_back(normal(generator));
    return scores;
  }

  /// Normal, skewed, coarse (many ties) or heavy-tailed.
  Scores draw_any_shape(int count) {
    Scores scores = draw(count);
    switch (generator() % 4) {
    case 0:
      break;
    case 1:
      std::ranges::transform(scores, scores.begin(), [](double x) { return std::exp(x); });
      break;
    case 2:
      std::ranges::transform(scores, scores.begin(), [](double x) { return std::round(2 * x); });
      break;
    default:
      std::ranges::transform(scores, scores.begin(), [](double x) { return x * x * x; });
    }
    return scores;
  }

  int draw_size() { return static_cast<int>(2 + generator() % 12); }

  std::mt19937_64 generator{20240607};
};

using TwoSampleTest = Result<double> (*)(std::span<const double>, std::span<const double>);

Result<double> permutation(std::span<const double> a, std::span<const double> b) {
  return permutation_test(a, b, {.exact_up_to = 1000, .random_divisions = 99});
}

Scores changed(const Scores& scores, double scale, double shift) {
  Scores result;
  for (const double score : scores)
    result.push_back(scale * score + shift);
  return result;
}

TEST_F(Properties, swapping_samples_flips_signs_and_keeps_p) {
  for (int round = 0; round < 500; ++round) {
    const Scores a = draw_any_shape(draw_size());
    const Scores b = draw_any_shape(draw_size());
    for (const TwoSampleTest test : {glm_test, t_test, welch_test, mann_whitney_test})
      EXPECT_NEAR(*test(a, b), *test(b, a), 1e-12);
    const Scores paired = draw_any_shape(static_cast<int>(a.size()));
    EXPECT_NEAR(*wilcoxon_test(a, paired), *wilcoxon_test(paired, a), 1e-12);
    if (a.size() + b.size() <= 12) {
      EXPECT_NEAR(*permutation(a, b), *permutation(b, a), 1e-12);
    }
    EXPECT_DOUBLE_EQ(*cohens_d(a, b), -*cohens_d(b, a));
    EXPECT_DOUBLE_EQ(*cliffs_delta(a, b), -*cliffs_delta(b, a));
  }
}

TEST_F(Properties, swapping_samples_mirrors_the_intervals) {
  for (int round = 0; round < 30; ++round) {
    const Scores a = draw_any_shape(draw_size() + 1);
    const Scores b = draw_any_shape(draw_size() + 1);
    for (const auto interval : {cohens_d_interval, hedges_g_interval, cliffs_delta_interval}) {
      const Estimate forward = interval(a, b, 0.95).value();
      const Estimate backward = interval(b, a, 0.95).value();
      EXPECT_NEAR(forward.low, -backward.high, 1e-8 * (1 + std::abs(forward.low)));
      EXPECT_NEAR(forward.high, -backward.low, 1e-8 * (1 + std::abs(forward.high)));
      EXPECT_LE(forward.low, forward.value);
      EXPECT_GE(forward.high, forward.value);
    }
  }
}

TEST_F(Properties, shifting_and_scaling_all_scores_changes_nothing) {
  for (int round = 0; round < 500; ++round) {
    const Scores a = draw_any_shape(draw_size());
    const Scores b = draw_any_shape(draw_size());
    const double scale = std::exp(std::uniform_real_distribution(-5.0, 5.0)(generator));
    const double shift = std::uniform_real_distribution(-100.0, 100.0)(generator);
    const Scores c = changed(a, scale, shift);
    const Scores d = changed(b, scale, shift);
    // Rounding a scaled and shifted score moves it by 1e-16 of its own size, which may be 10,000 times the
    // noise's.
    for (const TwoSampleTest test : {glm_test, t_test, welch_test})
      EXPECT_NEAR(*test(a, b), *test(c, d), 1e-9);
    EXPECT_NEAR(*cohens_d(a, b), *cohens_d(c, d), 1e-9 * (1 + std::abs(*cohens_d(a, b))));
    EXPECT_EQ(*mann_whitney_test(a, b), *mann_whitney_test(c, d));
    EXPECT_EQ(*cliffs_delta(a, b), *cliffs_delta(c, d));
    if (a.size() + b.size() <= 12) {
      EXPECT_EQ(*permutation(a, b), *permutation(c, d));
    }
  }
}

TEST_F(Properties, a_larger_shift_of_one_sample_away_from_the_other_never_raises_p) {
  for (const TwoSampleTest test : {glm_test, t_test, welch_test, mann_whitney_test})
    for (int round = 0; round < 200; ++round) {
      const Scores a = draw(draw_size());
      Scores b = draw(draw_size());
      // From where the two cannot be told apart, by mean or by rank.
      b = changed(b, 1, *std::ranges::max_element(a) - *std::ranges::min_element(b));
      b = changed(b, 1, *std::ranges::max_element(a) - *std::ranges::max_element(b));
      const auto means_apart = [&](const Scores& shifted) {
        return *cohens_d(a, shifted) > 0 && *cliffs_delta(a, shifted) > 0;
      };
      double before = 1;
      for (double shift = 0; shift < 12; shift += 0.1) {
        const Scores shifted = changed(b, 1, -shift);
        if (!means_apart(shifted)) continue;
        const double p = *test(a, shifted);
        EXPECT_LE(p, before * (1 + 1e-12));
        before = p;
      }
      EXPECT_LT(before, 0.5);
    }
}

/// The p of a test of a against b of these sizes, drawn alike, again and again.
template <class Draw>
Scores null_p_values(TwoSampleTest test, int rounds, Draw draw_pair) {
  Scores p_values;
  for (int round = 0; round < rounds; ++round) {
    const auto [a, b] = draw_pair();
    p_values.push_back(*test(a, b));
  }
  std::ranges::sort(p_values);
  return p_values;
}

TEST_F(Properties, p_is_uniform_for_t_under_the_null) {
  for (const auto& [n, m] : {std::pair{2, 2}, {5, 5}, {3, 12}, {20, 20}}) {
    const auto p_values = null_p_values(t_test, 20'000, [&] { return std::pair(draw(n), draw(m)); });
    double distance = 0; // Kolmogorov and Smirnov's
    for (std::size_t i = 0; i < p_values.size(); ++i)
      distance = std::max({distance, std::abs(p_values[i] - double(i) / 20'000),
                           std::abs(p_values[i] - double(i + 1) / 20'000)});
    // Exceeded by chance once in a million: sqrt(-log(1e-6 / 2) / 2) / sqrt(20000)
    EXPECT_LT(distance, std::sqrt(-std::log(1e-6 / 2) / 2) / std::sqrt(20'000)) << n << " " << m;
  }
}

double share_up_to(const Scores& sorted, double a) {
  return double(std::ranges::upper_bound(sorted, a * (1 + 1e-12)) - sorted.begin()) / double(sorted.size());
}

TEST_F(Properties, discrete_tests_reject_at_most_as_often_as_they_say_under_the_null) {
  constexpr int rounds = 4'000;
  for (const TwoSampleTest test : {mann_whitney_test, wilcoxon_test, permutation})
    for (const int n : {4, 5, 6, 8}) {
      const auto p_values = null_p_values(test, rounds, [&] { return std::pair(draw(n), draw(n)); });
      for (const double a : {0.01, 0.05, 0.1, 0.25, 0.5})
        EXPECT_LE(share_up_to(p_values, a), a + 4.5 * std::sqrt(a * (1 - a) / rounds)) << n << " " << a;
    }
}

TEST_F(Properties, fishers_test_rejects_at_most_as_often_as_it_says) {
  // Exactly: given the margins, the second sample's hits are hypergeometric; sum those with p <= a.
  for (const auto& [hits, total] : {std::pair{1, 10}, {4, 20}, {9, 20}, {15, 31}})
    for (const double a : {0.01, 0.025, 0.05, 0.2}) {
      double greater = 0;
      double two_sided = 0;
      for (int in_second = 0; in_second <= std::min(hits, total); ++in_second) {
        const Count first{hits - in_second, total};
        const Count second{in_second, total};
        const double probability =
            fisher_greater(first, second) -
            (in_second < std::min(hits, total)
                 ? fisher_greater({hits - in_second - 1, total}, {in_second + 1, total})
                 : 0);
        if (fisher_greater(first, second) <= a) greater += probability;
        if (fisher_two_sided(first, second) <= a) two_sided += probability;
      }
      EXPECT_LE(greater, a + 1e-12);
      EXPECT_LE(two_sided, a + 1e-12);
    }
}

TEST_F(Properties, the_excess_of_glm_under_the_null_is_printed) {
  // glm compares a t statistic with the normal distribution: P(p < 0.05) = P(|T| > 1.96) with n + m - 2
  // degrees. R: round(2 * pt(-qnorm(0.975), c(8, 18, 38)), 4): 0.0857, 0.0657, 0.0574
  const std::vector<std::pair<int, double>> expected = {{5, 0.0857}, {10, 0.0657}, {20, 0.0574}};
  for (const auto& [n, excess] : expected) {
    const auto p_values =
        null_p_values(glm_test, 40'000, [&, runs = n] { return std::pair(draw(runs), draw(runs)); });
    const double share = share_up_to(p_values, 0.05);
    std::printf("n = %2d: glm has p < 0.05 under the null in %.2f %% (exactly %.2f %%)\n", n, 100 * share,
                100 * excess);
    EXPECT_NEAR(share, excess, 4.5 * std::sqrt(excess / 40'000));
  }
}

} // namespace
} // namespace misfire::stats
