// Effect sizes with their confidence intervals.
#include "stats/effect_size.h"
#include "stats/noncentral_t.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

namespace misfire::stats {
namespace {

double squared(double x) {
  return x * x;
}

double squared_deviations(const std::vector<double>& values, double centre) {
  double sum = 0;
  for (const double value : values)
    sum += squared(value - centre);
  return sum;
}

/// How often each run of one sample beats those of the other less how often it is beaten, as shares.
struct Dominance {
  std::vector<double> rows;    // each baseline run over all mutant runs
  std::vector<double> columns; // each mutant run under all baseline runs
  double delta = 0;
  double cells = 0; // the sum of squared deviations of all pairs from delta
};

Dominance dominance(std::span<const double> baseline, std::span<const double> mutant) {
  const auto n = static_cast<double>(baseline.size());
  const auto m = static_cast<double>(mutant.size());
  Dominance result{std::vector<double>(baseline.size()), std::vector<double>(mutant.size())};
  double untied = 0;
  for (std::size_t i = 0; i < baseline.size(); ++i)
    for (std::size_t j = 0; j < mutant.size(); ++j) {
      const int sign = (baseline[i] > mutant[j] ? 1 : 0) - (baseline[i] < mutant[j] ? 1 : 0);
      result.rows[i] += sign;
      result.columns[j] += sign;
      result.delta += sign;
      untied += sign != 0 ? 1 : 0;
    }
  result.delta /= n * m;
  for (double& row : result.rows)
    row /= m;
  for (double& column : result.columns)
    column /= n;
  result.cells = untied - n * m * squared(result.delta);
  return result;
}

/// Feng and Cliff (2004), for a delta that is neither 1 nor -1.
Estimate asymmetric_interval(double delta, double deviation, double t) {
  const double centre = delta - delta * delta * delta;
  const double width = t * deviation * std::sqrt(squared(1 - delta * delta) + squared(t * deviation));
  const double scale = 1 - delta * delta + squared(t * deviation);
  return {delta, std::max(-1.0, (centre - width) / scale), std::min(1.0, (centre + width) / scale)};
}

} // namespace

Result<Estimate> cohens_d_interval(std::span<const double> baseline, std::span<const double> mutant,
                                   double confidence) {
  const auto d = cohens_d(baseline, mutant);
  if (!d) return tl::unexpected(d.error());
  if (std::isinf(*d)) return Estimate{*d, *d, *d};
  const auto n = static_cast<double>(baseline.size());
  const auto m = static_cast<double>(mutant.size());
  const double factor = std::sqrt(n * m / (n + m));
  const double t = *d * factor;
  return Estimate{*d, noncentrality_at(t, n + m - 2, (1 + confidence) / 2) / factor,
                  noncentrality_at(t, n + m - 2, (1 - confidence) / 2) / factor};
}

Result<Estimate> hedges_g_interval(std::span<const double> baseline, std::span<const double> mutant,
                                   double confidence) {
  auto estimate = cohens_d_interval(baseline, mutant, confidence);
  if (!estimate) return estimate;
  const double degrees = static_cast<double>(baseline.size() + mutant.size()) - 2;
  if (degrees < 2) return tl::unexpected(Error{"Hedges' g needs four finished runs in all"});
  const double correction =
      1 / (boost::math::tgamma_delta_ratio((degrees - 1) / 2, 0.5) * std::sqrt(degrees / 2));
  return Estimate{estimate->value * correction, estimate->low * correction, estimate->high * correction};
}

Result<double> cliffs_delta(std::span<const double> baseline, std::span<const double> mutant) {
  if (baseline.empty()) return tl::unexpected(Error{"the baseline has no finished run"});
  if (mutant.empty()) return tl::unexpected(Error{"the mutant has no finished run"});
  return dominance(baseline, mutant).delta;
}

Result<Estimate> cliffs_delta_interval(std::span<const double> baseline, std::span<const double> mutant,
                                       double confidence) {
  if (baseline.size() < 2 || mutant.size() < 2)
    return tl::unexpected(Error{"the interval of Cliff's delta needs two finished runs on each side"});
  const Dominance pairs = dominance(baseline, mutant);
  const auto n = static_cast<double>(baseline.size());
  const auto m = static_cast<double>(mutant.size());
  const double t = quantile(boost::math::students_t(n + m - 2), (1 + confidence) / 2);
  if (std::abs(pairs.delta) == 1) {
    const double fewest = std::min(n, m);
    const double bound = (fewest - t * t) / (fewest + t * t);
    return pairs.delta > 0 ? Estimate{1, bound, 1} : Estimate{-1, -1, -bound};
  }
  const double variance = squared_deviations(pairs.rows, pairs.delta) * (m - 1) / (n - 1) +
                          squared_deviations(pairs.columns, pairs.delta) * (n - 1) / (m - 1) +
                          pairs.cells / ((n - 1) * (m - 1));
  return asymmetric_interval(pairs.delta, std::sqrt(variance / (n * m)), t);
}

} // namespace misfire::stats
