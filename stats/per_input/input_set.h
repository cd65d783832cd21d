// Which inputs a test set needs: a small set that kills all that can be killed, and the inputs that kill the
// most.
#pragma once

#include "stats/per_input/killing.h"
#include "stats/result.h"

#include <span>
#include <vector>

namespace misfire::stats {

/// A small set of inputs that together kill every mutant that some input kills (killing_inputs), in the order
/// of choice: each time the input that kills the most mutants that none before it kills, the first of equal
/// ones. Such a greedy set is at most ln(mutants) + 1 times the smallest. Error: mutants with different
/// numbers of inputs.
Result<std::vector<std::size_t>> small_killing_set(std::span<const KillCounts> mutants);

/// What an input is worth.
struct InputValue {
  std::size_t input = 0;
  int mutants_killed = 0;
  double mean_killing_probability = 0;

  bool operator==(const InputValue&) const = default;
};

/// The `count` inputs that kill the most mutants, the most valuable first; equal ones by their mean killing
/// probability over all mutants, then by their number. Error as small_killing_set.
Result<std::vector<InputValue>> most_valuable_inputs(std::span<const KillCounts> mutants, std::size_t count);

} // namespace misfire::stats
