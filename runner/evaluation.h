// What a run got right, input by input.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace misfire {

/// One evaluation of a run whose share of right inputs is a metric's printed value. Of an input with several
/// targets, such as pixels, more than half are right, and the metric's value is the share of them all.
struct Evaluation {
  std::string suite;
  std::string metric;
  unsigned comparison = 0; ///< which of the program's comparisons, in the order of its sources
  std::string inputs;      ///< which inputs: a digest of `hashes`
  std::string hashes;      ///< of the inputs' contents, 16 hex digits each, ascending
  /// The how-manieth in the evaluation each input is, from 0: "2,0,1"; empty where that differs from run to
  /// run.
  std::string positions;
  std::string right; ///< hex digits: a bit an input, in that order, the first in the highest bit
  /// How many more inputs there were, each of them equal to another: none of those can be told apart.
  std::uint64_t repeated = 0;
  auto operator<=>(const Evaluation&) const = default;
};

/// What was recorded of a run's inputs.
struct Recorded {
  std::vector<Evaluation> evaluations; ///< those that are a metric's
  std::string unrecorded;              ///< why one could not be recorded; empty where nothing was said
  bool operator==(const Recorded&) const = default;
};

} // namespace misfire
