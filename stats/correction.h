// Corrections for judging many mutants against one baseline.
#pragma once

#include <span>
#include <vector>

namespace misfire::stats {

/// Holm's adjusted p-values, in the order of `p_values`: kills with an adjusted p below alpha include a false
/// one in at most alpha of campaigns. Holm (1979).
std::vector<double> holm(std::span<const double> p_values);

/// Benjamini and Hochberg's adjusted p-values: of the kills with an adjusted p below alpha, a share of at
/// most alpha is false on average. Benjamini and Hochberg (1995).
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

} // namespace misfire::stats
