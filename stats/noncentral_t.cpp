// Gauss-Kronrod quadrature over the normal or over the chi part, whichever leaves the smoother integrand.
#include "stats/noncentral_t.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <numbers>

namespace misfire::stats {
namespace {

constexpr double normal_reach = 10; // the normal density beyond is below 1e-22

double normal_cdf(double z) {
  return std::erfc(-z / std::numbers::sqrt2) / 2;
}

double normal_density(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

template <class Integrand>
double integrate(Integrand integrand, double low, double high) {
  return boost::math::quadrature::gauss_kronrod<double, 61>::integrate(integrand, low, high, 12, 1e-13);
}

/// For t > 0: P(T <= t) = P(Z <= -delta) + integral of phi(z) P(S >= (z + delta) / t) over z > -delta.
double integrate_normal_part(double t, double degrees, double delta) {
  const double low = std::max(-delta, -normal_reach);
  if (low >= normal_reach) return 1;
  const boost::math::chi_squared chi_squared(degrees);
  const auto integrand = [&](double z) {
    const double s = (z + delta) / t;
    return normal_density(z) * cdf(complement(chi_squared, degrees * s * s));
  };
  return normal_cdf(-delta) + integrate(integrand, low, normal_reach);
}

/// P(T <= t) = integral of Phi(t s - delta) times the density of s.
double integrate_chi_part(double t, double degrees, double delta) {
  const boost::math::chi_squared chi_squared(degrees);
  const double low = std::sqrt(quantile(chi_squared, 1e-20) / degrees);
  const double high = std::sqrt(quantile(complement(chi_squared, 1e-20)) / degrees);
  const auto integrand = [&](double s) {
    return normal_cdf(t * s - delta) * pdf(chi_squared, degrees * s * s) * 2 * degrees * s;
  };
  return integrate(integrand, low, high);
}

} // namespace

double noncentral_t_cdf(double t, double degrees, double noncentrality) {
  if (t == 0) return normal_cdf(-noncentrality);
  if (std::abs(t) < 1) return integrate_chi_part(t, degrees, noncentrality);
  if (t < 0) return 1 - integrate_normal_part(-t, degrees, -noncentrality);
  return integrate_normal_part(t, degrees, noncentrality);
}

double noncentrality_at(double t, double degrees, double probability) {
  const auto excess = [&](double delta) { return noncentral_t_cdf(t, degrees, delta) - probability; };
  double reach = 2 + std::abs(t) / 4;
  double low = t - reach;
  double high = t + reach;
  for (; excess(low) < 0; reach *= 2)
    low -= reach;
  for (; excess(high) > 0; reach *= 2)
    high += reach;
  std::uintmax_t rounds = 200;
  const auto [below, above] = boost::math::tools::toms748_solve(
      excess, low, high, boost::math::tools::eps_tolerance<double>(48), rounds);
  return (below + above) / 2;
}

} // namespace misfire::stats
