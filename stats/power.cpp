// Power from the noncentral F distribution.
#include "stats/power.h"

#include <algorithm>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_f.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>

namespace misfire::stats {
namespace {

/// The power of an F test with 1 and `degrees` degrees of freedom.
double f_power(double noncentrality, double degrees, double alpha) {
  if (noncentrality == 0) return alpha;
  const double critical = quantile(complement(boost::math::fisher_f(1, degrees), alpha));
  // Far beyond the critical value the answer is 1 in double precision, and the series takes minutes to say
  // so.
  if (!(noncentrality < 4 * critical + 1e4)) return 1;
  return cdf(complement(boost::math::non_central_f(1, degrees, noncentrality), critical));
}

} // namespace

double power(double d, int n0, int n1, double alpha) {
  return f_power(d * d * n0 * n1 / (double(n0) + n1), n0 + n1 - 2, alpha);
}

double deepcrime_power(double d, int n0, int n1, double alpha) {
  return f_power(d * d * (n0 + n1), n0 + n1 - 2, alpha);
}

int runs_needed(double d, double wanted_power, double alpha) {
  constexpr int most = 1'000'000;
  const auto enough = [&](int n) { return power(d, n, n, alpha) >= wanted_power; };
  int high = 2;
  while (!enough(high)) {
    if (high >= most) return -1;
    high = std::min(high * 2, most);
  }
  int low = std::max(high / 2, 1);
  if (high == 2) return 2;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

double detectable_effect(int n0, int n1, double wanted_power, double alpha) {
  const auto missing = [&](double d) { return power(d, n0, n1, alpha) - wanted_power; };
  double high = 1;
  while (missing(high) < 0)
    high *= 2;
  std::uintmax_t rounds = 200;
  const auto [below, above] = boost::math::tools::toms748_solve(
      missing, 0.0, high, boost::math::tools::eps_tolerance<double>(50), rounds);
  return (below + above) / 2;
}

} // namespace misfire::stats
