// The noncentral t distribution for statistics of any size.
#pragma once

namespace misfire::stats {

/// P(T <= t) for T = (Z + noncentrality) / sqrt(chi^2 / degrees), by quadrature. Series lose their digits or
/// their patience at the effects that mutants have (hundreds of standard deviations); this is good to about
/// 1e-12 at all of them.
double noncentral_t_cdf(double t, double degrees, double noncentrality);

/// The noncentrality at which P(T <= t) = probability, in (0, 1).
double noncentrality_at(double t, double degrees, double probability);

} // namespace misfire::stats
