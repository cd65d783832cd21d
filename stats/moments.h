// Means and variances that stay exact when the scores are large and their differences small.
#pragma once

#include <span>

namespace misfire::stats {

/// The mean of a sample, kept as its first score plus an offset so that differences of means lose no digits
/// to a common large level (1e9 + noise), and the sum of squared deviations from it.
struct Moments {
  int n = 0;
  double origin = 0;
  long double offset = 0;
  long double squares = 0;

  bool operator==(const Moments&) const = default;
};

/// Two passes over the deviations from the first score: equal scores have exactly `squares` = 0. An empty
/// sample has n = 0.
Moments moments(std::span<const double> scores);

double mean(const Moments& sample);

/// mean(a) - mean(b).
long double mean_difference(const Moments& a, const Moments& b);

/// The unbiased variance, squares / (n - 1). Requires n >= 2.
long double variance(const Moments& sample);

/// The standard deviation that two samples share, sqrt((squares_a + squares_b) / (n_a + n_b - 2)). A sample
/// of one run adds nothing to it. Requires n_a + n_b >= 3.
long double pooled_deviation(const Moments& a, const Moments& b);

} // namespace misfire::stats
