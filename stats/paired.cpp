// The conjugate normal model of a mutant that follows the baseline, component by component.
#include "stats/paired.h"
#include "stats/moments.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <span>
#include <vector>

namespace misfire::stats {
namespace {

/// Turns a score into the baseline's deviations above its mean.
class Standard {
public:
  Standard(const Moments& baseline, Goal goal)
      : origin_(baseline.origin), offset_(baseline.offset),
        unit_((goal == Goal::maximize ? 1 : -1) * std::sqrt(variance(baseline))) {}

  double operator()(double score) const { return static_cast<double>(((score - origin_) - offset_) / unit_); }

private:
  long double origin_, offset_, unit_;
};

/// Sum of the products of deviations from two means.
double products(std::span<const double> a, std::span<const double> b, double mean_a, double mean_b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum;
}

/// The mixture's prediction: that of its components, each as far as the pairs let it count.
std::optional<double> mix(std::span<const Component> mixture, const PairsSoFar& pairs, double critical_d) {
  std::vector<Weighed> all;
  for (const Component& component : mixture) {
    const auto weighed = weigh(component, pairs, critical_d);
    if (!weighed) return std::nullopt;
    all.push_back(*weighed);
  }
  const double largest = std::ranges::max(all, {}, &Weighed::log_weight).log_weight;
  double sum = 0;
  double killing = 0;
  for (const Weighed& one : all) {
    const double share = std::exp(one.log_weight - largest); // they can lie hundreds apart
    sum += share;
    killing += share * one.probability;
  }
  return killing / sum;
}

} // namespace

bool can_pair(const Sample& baseline, int planned) {
  if (static_cast<int>(baseline.runs.size()) != planned || failed_of(baseline) > 0) return false;
  return std::ranges::any_of(baseline.runs, [&](const auto& run) { return run != baseline.runs.front(); });
}

std::optional<PairsSoFar> pairs_so_far(const Sample& baseline, const Sample& mutant, int planned, Goal goal) {
  if (!can_pair(baseline, planned) || mutant.runs.size() >= baseline.runs.size()) return std::nullopt;
  const Pairs made = pairs_of(baseline, mutant);
  if (made.mutant.empty()) return std::nullopt;
  const Standard standard(moments(scores_of(baseline)), goal);
  std::vector<double> x;
  std::vector<double> y;
  std::ranges::transform(made.baseline, std::back_inserter(x), standard);
  std::ranges::transform(made.mutant, std::back_inserter(y), standard);
  std::vector<double> at_end = x;
  for (std::size_t seed = mutant.runs.size(); seed < baseline.runs.size(); ++seed)
    at_end.push_back(standard(*baseline.runs[seed]));

  PairsSoFar pairs{.n0 = planned, .n = static_cast<int>(at_end.size()), .k = static_cast<int>(x.size())};
  pairs.mean_x = mean(moments(x));
  pairs.mean_y = mean(moments(y));
  pairs.mean_x_at_end = mean(moments(at_end));
  pairs.xx = products(x, x, pairs.mean_x, pairs.mean_x);
  pairs.xy = products(x, y, pairs.mean_x, pairs.mean_y);
  pairs.yy = products(y, y, pairs.mean_y, pairs.mean_y);
  pairs.xx_at_end = products(at_end, at_end, pairs.mean_x_at_end, pairs.mean_x_at_end);
  return pairs;
}

std::optional<Weighed> weigh(const Component& component, const PairsSoFar& pairs, double critical_d) {
  const double k = pairs.k;
  const double n = pairs.n;
  const double r = n - k;
  const double nu = pair_prior_runs + k - 1;
  const double b = component.rho * std::sqrt(component.scale);
  const double prior = pair_prior_runs * component.scale * (1 - component.rho * component.rho);
  // z = y - b x is the mutant's own part: a normal sample. The x to come are known.
  const double zz = std::max(0.0, pairs.yy - 2 * b * pairs.xy + b * b * pairs.xx);
  const double v = (prior + zz) / nu;
  const double squares = pairs.yy + b * b * std::max(0.0, pairs.xx_at_end - pairs.xx) + r * v;
  const double pooled = std::sqrt((pairs.n0 - 1 + squares) / (pairs.n0 + n - 2));
  const double harm = -pairs.mean_y - b * (pairs.mean_x_at_end - pairs.mean_x);
  const double q = (harm - critical_d * pooled) / (r / n * std::sqrt(v * (1 / k + 1 / r)));
  if (!std::isfinite(q)) return std::nullopt;
  return Weighed{std::log(component.weight) + pair_prior_runs / 2 * std::log(prior) -
                     nu / 2 * std::log(prior + zz),
                 cdf(boost::math::students_t(nu), q)};
}

std::optional<Prediction> predict_paired(const Sample& baseline, const Sample& mutant, int planned,
                                         double critical_d, Goal goal) {
  const auto pairs = pairs_so_far(baseline, mutant, planned, goal);
  if (!pairs) return std::nullopt;
  const auto paired = mix(paired_mixture, *pairs, critical_d);
  const auto unpaired = mix(unpaired_mixture, *pairs, critical_d);
  if (!paired || !unpaired) return std::nullopt;
  return Prediction{*paired, *unpaired};
}

} // namespace misfire::stats
