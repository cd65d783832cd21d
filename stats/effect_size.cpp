// Cohen's d; the intervals and the other effect sizes are in effect_size_interval.cpp.
#include "stats/effect_size.h"
#include "stats/moments.h"

#include <cmath>
#include <limits>

namespace misfire::stats {

Result<double> cohens_d(std::span<const double> baseline, std::span<const double> mutant) {
  if (baseline.empty()) return tl::unexpected(Error{"the baseline has no finished run"});
  if (mutant.empty()) return tl::unexpected(Error{"the mutant has no finished run"});
  const Moments a = moments(baseline);
  const Moments b = moments(mutant);
  if (a.n + b.n < 3) return tl::unexpected(Error{"one run on each side says nothing of how runs vary"});
  const long double difference = mean_difference(a, b);
  if (difference == 0) return 0.0;
  return static_cast<double>(difference / pooled_deviation(a, b)); // +-infinite where nothing varies
}

} // namespace misfire::stats
