// p-values of tests on means, from Boost's distributions.
#include "stats/mean_tests.h"
#include "stats/effect_size.h"
#include "stats/moments.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

namespace misfire::stats {
namespace {

/// d times this is the test's statistic.
double runs_factor(int n0, int n1) {
  return std::sqrt(double(n0) * n1 / (double(n0) + n1));
}

double student_p(double t, double degrees) {
  if (std::isinf(t)) return 0;
  return 2 * cdf(complement(boost::math::students_t(degrees), std::abs(t)));
}

} // namespace

double glm_p(double d, int n0, int n1) {
  return std::erfc(std::abs(d) * runs_factor(n0, n1) / std::numbers::sqrt2);
}

double rounded_p(double p) {
  return std::round(p * 1000) / 1000;
}

double t_p(double d, int n0, int n1) {
  return student_p(d * runs_factor(n0, n1), n0 + n1 - 2);
}

Result<double> glm_test(std::span<const double> a, std::span<const double> b) {
  return cohens_d(a, b).map(
      [&](double d) { return glm_p(d, static_cast<int>(a.size()), static_cast<int>(b.size())); });
}

Result<double> t_test(std::span<const double> a, std::span<const double> b) {
  return cohens_d(a, b).map(
      [&](double d) { return t_p(d, static_cast<int>(a.size()), static_cast<int>(b.size())); });
}

Result<double> welch_test(std::span<const double> a, std::span<const double> b) {
  if (a.size() < 2 || b.size() < 2)
    return tl::unexpected(Error{"Welch's test needs two finished runs on each side"});
  const Moments first = moments(a);
  const Moments second = moments(b);
  const long double difference = mean_difference(first, second);
  if (difference == 0) return 1.0;
  const long double v = variance(first) / first.n;
  const long double w = variance(second) / second.n;
  if (v + w == 0) return 0.0;
  const long double share = v / (v + w); // v^2 may underflow, its share does not
  const long double degrees =
      1 / (share * share / (first.n - 1) + (1 - share) * (1 - share) / (second.n - 1));
  return student_p(static_cast<double>(difference / std::sqrt(v + w)), static_cast<double>(degrees));
}

} // namespace misfire::stats
