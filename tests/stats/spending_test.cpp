// Lan-DeMets boundaries against published ones, and the type I error that they promise.
#include "stats/mean_tests.h"
#include "stats/spending.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace misfire::stats {
namespace {

constexpr std::array fifths = {0.2, 0.4, 0.6, 0.8, 1.0};

void expect_boundaries(Spending spending, const std::vector<double>& expected) {
  const auto actual = stopping_boundaries(fifths, 0.05, spending).value();
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(actual[i], expected[i], 1.5e-4);
}

TEST(Spending, five_looks_have_the_published_boundaries) {
  // Reboussin, DeMets, Kim and Lan (2000), "Computations for group sequential boundaries using the Lan-DeMets
  // spending function method", five equal looks, two-sided 0.05; their integration is good to about 1e-4.
  expect_boundaries(Spending::obrien_fleming, {4.8769, 3.3569, 2.6803, 2.2898, 2.0310});
  expect_boundaries(Spending::pocock, {2.4380, 2.4268, 2.4101, 2.3966, 2.3859});
}

TEST(Spending, the_second_look_is_exact) {
  // scipy, with t = 0.2, 0.4, s = t_1**0.5, c_1 = norm.isf(2 norm.sf(norm.isf(0.0125) / s)):
  //   brentq(lambda c: quad(lambda y: norm.pdf(y / s) / s * (norm.sf((c * 0.4**0.5 - y) / s) + norm.sf((c *
  //   0.4**0.5 + y) / s)),
  //          -c_1 s, c_1 s)[0] - (4 norm.sf(norm.isf(0.0125) / 0.4**0.5) - 4 norm.sf(norm.isf(0.0125) / s)),
  //          2, 5)
  const auto actual = stopping_boundaries(fifths, 0.05, Spending::obrien_fleming).value();
  EXPECT_NEAR(actual[0], 4.876884948790763, 1e-9);
  EXPECT_NEAR(actual[1], 3.3570119215746423, 1e-9);
}

TEST(Spending, one_look_at_the_end_is_the_plain_test) {
  const std::vector<double> end = {1.0};
  for (const auto spending : {Spending::obrien_fleming, Spending::pocock})
    EXPECT_NEAR(stopping_boundaries(end, 0.05, spending).value()[0], 1.959963984540054, 1e-9);
  EXPECT_NEAR(alpha_spent(Spending::obrien_fleming, 1, 0.05), 0.05, 1e-12);
  EXPECT_NEAR(alpha_spent(Spending::pocock, 1, 0.05), 0.05, 1e-12);
}

TEST(Spending, information_is_that_of_the_difference_against_a_baseline_that_is_complete) {
  EXPECT_NEAR(information(20, 20, 5), 0.4, 1e-15); // (1/20 + 1/20) / (1/20 + 1/5)
  EXPECT_EQ(information(20, 20, 20), 1);
}

TEST(Spending, a_look_after_every_run_keeps_the_type_one_error) {
  // Known variance, identity mutants: z after k runs against a fixed baseline of 20. The share of 40,000
  // campaigns that cross has a standard error of 0.0011.
  std::vector<int> looks;
  for (int k = 5; k <= 20; ++k)
    looks.push_back(k);
  for (const auto spending : {Spending::obrien_fleming, Spending::pocock}) {
    const auto boundaries = stopping_boundaries(20, 20, looks, 0.05, spending).value();
    std::mt19937_64 generator(1);
    std::normal_distribution<double> normal;
    int crossed = 0;
    for (int campaign = 0; campaign < 40'000; ++campaign) {
      const double baseline = normal(generator) / std::sqrt(20.0);
      double sum = 0;
      bool out = false;
      int k = 0;
      for (const Look& look : boundaries) {
        for (; k < look.runs; ++k)
          sum += normal(generator);
        out = out || std::abs(baseline - sum / k) / std::sqrt(1.0 / 20 + 1.0 / k) >= look.z;
      }
      crossed += out ? 1 : 0;
    }
    EXPECT_NEAR(crossed / 40'000.0, 0.05, 0.0045); // four standard errors
  }
}

TEST(Spending, looks_that_make_no_sense_are_errors) {
  const auto fails = [](const std::vector<int>& looks, double alpha = 0.05) {
    return !stopping_boundaries(20, 20, looks, alpha, Spending::pocock).has_value();
  };
  EXPECT_TRUE(fails({}));
  EXPECT_TRUE(fails({0, 5}));
  EXPECT_TRUE(fails({5, 21}));
  EXPECT_TRUE(fails({10, 5}));
  EXPECT_TRUE(fails({5, 5}));
  EXPECT_TRUE(fails({5}, 0));
  EXPECT_TRUE(fails({5}, 1));
}

} // namespace
} // namespace misfire::stats
