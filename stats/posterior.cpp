// Student's t about the observed difference of means.
#include "stats/posterior.h"
#include "stats/effect_size.h"
#include "stats/moments.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace misfire::stats {

Result<double> probability_worse(std::span<const double> baseline, std::span<const double> mutant,
                                 double margin) {
  if (const auto d = cohens_d(baseline, mutant); !d) return tl::unexpected(d.error());
  const Moments a = moments(baseline);
  const Moments b = moments(mutant);
  const auto excess = static_cast<double>(mean_difference(a, b) - margin);
  const double scale = static_cast<double>(pooled_deviation(a, b)) * std::sqrt(1.0 / a.n + 1.0 / b.n);
  if (scale == 0) return excess >= 0 ? 1.0 : 0.0;
  return cdf(boost::math::students_t(a.n + b.n - 2), excess / scale);
}

} // namespace misfire::stats
