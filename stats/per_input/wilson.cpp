// The closed form of Wilson's interval.
#include "stats/per_input/wilson.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace misfire::stats {

ShareInterval wilson_interval(double hits, double total, double confidence) {
  if (total == 0) return {};
  const double z = quantile(complement(boost::math::normal(), (1 - confidence) / 2));
  const double share = hits / total;
  const double scale = 1 + z * z / total;
  const double centre = (share + z * z / (2 * total)) / scale;
  const double half = z * std::sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale;
  // The ends are exact where all or no trials hit; rounding must not move them.
  return {hits == 0 ? 0 : std::max(0.0, centre - half), hits == total ? 1 : std::min(1.0, centre + half)};
}

} // namespace misfire::stats
