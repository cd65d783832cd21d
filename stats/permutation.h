// The permutation test of two means, which assumes nothing of how scores are distributed.
#pragma once

#include "stats/result.h"

#include <cstdint>
#include <span>

namespace misfire::stats {

/// How much work a permutation test may be.
struct PermutationEffort {
  /// All divisions are looked at if there are at most this many (ten against ten runs have 184,756).
  std::uint64_t exact_up_to = 200'000;
  /// Random divisions otherwise.
  int random_divisions = 19'999;
  std::uint64_t seed = 1;
};

/// The share of the divisions of all scores into samples of these sizes whose means differ at least as much
/// as the observed ones in absolute value. With random divisions the observed one counts as one more, (b + 1)
/// / (m + 1), so p is never 0 and never too small (Phipson and Smyth 2010); the same seed gives the same p on
/// every machine. Error: a sample is empty.
Result<double> permutation_test(std::span<const double> a, std::span<const double> b,
                                const PermutationEffort& effort = {});

/// The smallest p that any scores of n and m runs can have.
double smallest_permutation_p(int n, int m, const PermutationEffort& effort = {});

} // namespace misfire::stats
