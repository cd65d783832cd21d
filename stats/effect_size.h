// How far a mutant's scores lie from the baseline's: Cohen's d, Hedges' g and Cliff's delta, with intervals.
//
// Every effect is signed: positive where the first sample (the baseline) is the larger.
#pragma once

#include "stats/result.h"

#include <span>

namespace misfire::stats {

/// An estimate with its confidence interval.
struct Estimate {
  double value;
  double low;
  double high;

  bool operator==(const Estimate&) const = default;
};

/// Cohen's d: (mean baseline - mean mutant) / pooled standard deviation (n - 1). Zero variance on both sides:
/// 0 where the means are equal, else infinite with the sign of the difference. One run on one side is enough,
/// on both is not. Error: a sample is empty, or both hold one run.
Result<double> cohens_d(std::span<const double> baseline, std::span<const double> mutant);

/// Cohen's d with the interval that inverts the noncentral t distribution: the noncentralities at which the
/// observed t is the (1 + confidence) / 2 and the (1 - confidence) / 2 quantile, over sqrt(n0 n1 / (n0 +
/// n1)). Steiger and Fouladi (1997). An infinite d has the interval [d, d]. Errors as cohens_d.
Result<Estimate> cohens_d_interval(std::span<const double> baseline, std::span<const double> mutant,
                                   double confidence = 0.95);

/// Hedges' g: d times the exact correction J(m) = gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)) with m = n0 + n1 -
/// 2, which needs m >= 2. Hedges (1981), equation 6e. The interval is d's, corrected likewise.
Result<Estimate> hedges_g_interval(std::span<const double> baseline, std::span<const double> mutant,
                                   double confidence = 0.95);

/// Cliff's delta: P(baseline > mutant) - P(baseline < mutant) over all pairs of runs. Error: a sample is
/// empty.
Result<double> cliffs_delta(std::span<const double> baseline, std::span<const double> mutant);

/// Cliff's delta with the asymmetric interval of Feng and Cliff (2004). Its variance is Cliff's consistent
/// one (Cliff 1996, p. 138): ((n1 - 1) s_rows^2 + (n0 - 1) s_columns^2 + s_cells^2) / (n0 n1), from the
/// dominance matrix of all pairs with (n0 - 1)(n1 - 1) under s_cells^2; the quantile is t's with n0 + n1 - 2
/// degrees of freedom. Samples that do not overlap have no variance: their interval runs from +-(m - t^2) /
/// (m + t^2) with m = min(n0, n1) to +-1. Error: a sample has fewer than two runs.
Result<Estimate> cliffs_delta_interval(std::span<const double> baseline, std::span<const double> mutant,
                                       double confidence = 0.95);

} // namespace misfire::stats
