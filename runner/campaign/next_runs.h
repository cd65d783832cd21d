// What must be trained next to judge a mutant, as a pure function of what has been trained.
//
//   Mutant, Record ──advance──▶ Needs | MutantResult
//
// Runs are looked at in the order of their seeds, and asked for only where they are needed whatever the
// others yield; so neither the number of jobs nor an interruption changes what is trained or decided.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/campaign/baseline.h"

#include <deque>
#include <variant>

namespace misfire {

/// All that is known of one mutant's trainings.
struct Record {
  std::optional<Probe> probe;
  /// By the trial's number, then by seed.
  std::map<std::optional<double>, std::map<std::uint64_t, Run>> runs;
};

struct NeededRun {
  std::optional<double> number;
  std::uint64_t seed = 0;
  auto operator<=>(const NeededRun&) const = default;
};

/// What must be trained next, in any order or side by side.
struct Needs {
  bool probe = false;
  std::deque<NeededRun> runs; ///< in the order in which they are best started; none of them is in the record
  bool operator==(const Needs&) const = default;
};

using Next = std::variant<Needs, MutantResult>;

/// A mutant's next trainings, or what became of it. It must be buildable. A suite whose metric is the value
/// of the very loss that it changes does not judge it; where none is left, it is inapplicable.
Next advance(const Mutant& mutant, const Record& record, const Baseline& baseline, const Rules& rules);

/// The most trials that a mutant can have.
unsigned most_trials(const Mutant& mutant);

} // namespace misfire
