// How probable it is that a mutant is worse, and by how much.
#pragma once

#include "stats/result.h"

#include <span>

namespace misfire::stats {

/// The posterior probability that the baseline's mean exceeds the mutant's by at least `margin`, under normal
/// scores with equal variances and Jeffreys' prior: the difference is t with n0 + n1 - 2 degrees of freedom
/// about the observed one, scaled by s_p sqrt(1/n0 + 1/n1). Where goal is to minimize, swap the samples. Zero
/// variance on both sides: 1 where the difference is at least `margin`, else 0. Errors as cohens_d.
Result<double> probability_worse(std::span<const double> baseline, std::span<const double> mutant,
                                 double margin);

} // namespace misfire::stats
