// Group-sequential boundaries for users who stop early and must state a type I error.
#pragma once

#include "stats/result.h"

#include <span>
#include <vector>

namespace misfire::stats {

/// How the type I error is spent over the looks (Lan and DeMets 1983), half of it on each side: with a =
/// alpha / 2, O'Brien-Fleming's spends hardly any of it early, 2 - 2 Phi(z_{a/2} / sqrt(t)), and Pocock's
/// spends evenly, a ln(1 + (e - 1) t).
enum class Spending { obrien_fleming, pocock };

/// The two-sided type I error spent up to the share `information` of the planned information, in (0, 1].
double alpha_spent(Spending spending, double information, double alpha);

/// The share of information that k of `planned` mutant runs have, against n0 baseline runs:
/// (1/n0 + 1/N) / (1/n0 + 1/k).
double information(int n0, int planned, int k);

/// One look at the runs made so far: a trial differs from the baseline if |z| reaches `z`.
struct Look {
  int runs = 0;
  double information = 0;
  double z = 0;

  bool operator==(const Look&) const = default;
};

/// The boundaries for looks after `looks` mutant runs (ascending, at most `planned`), for the z of `glm`: by
/// numerical integration of the statistic's path between the boundaries (Armitage, McPherson and Rowe 1969).
/// Error: no look, looks that do not ascend or lie beyond `planned`, alpha outside (0, 1).
Result<std::vector<Look>> stopping_boundaries(int n0, int planned, std::span<const int> looks, double alpha,
                                              Spending spending);

/// The same at given shares of information, ascending in (0, 1].
Result<std::vector<double>> stopping_boundaries(std::span<const double> shares, double alpha,
                                                Spending spending);

} // namespace misfire::stats
