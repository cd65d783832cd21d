// Which mutants tell nothing that another does not: every input that kills the one kills the other as well.
#pragma once

#include "stats/per_input/killing.h"
#include "stats/result.h"

#include <span>
#include <vector>

namespace misfire::stats {

/// On how many inputs the Wilson 90 % intervals of two mutants' killing probabilities do not overlap, by
/// which of the two is killed more.
struct Comparison {
  int first_less = 0;
  int first_more = 0;

  bool operator==(const Comparison&) const = default;
};

/// `redundant` is killed wherever `to` is: on all inputs on which the two differ, P(to) <= P(redundant).
struct Redundancy {
  std::size_t redundant = 0;
  std::size_t to = 0;

  bool operator==(const Redundancy&) const = default;
};

/// Whether the second mutant of a comparison is redundant to the first: on all inputs that differ P1 <= P2,
/// and there are enough of them that the Wilson 90 % interval of that share (1) has a half-width under 0.05.
bool second_is_redundant(const Comparison& comparison);

/// Compares all pairs: result[i][j] compares mutant i with mutant j, and result[i][i] is empty.
/// Error: mutants with different numbers of inputs.
Result<std::vector<std::vector<Comparison>>> compare_all(std::span<const KillCounts> mutants);

/// All redundancies, by `redundant` and then `to`; two mutants are never redundant to each other, for then
/// nothing differs. Error as compare_all.
Result<std::vector<Redundancy>> find_redundancies(std::span<const KillCounts> mutants);

} // namespace misfire::stats
