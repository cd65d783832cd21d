// One trial: what it needs next, or what became of it, by the runs that were made.
#pragma once

#include "runner/campaign/next_runs.h"

namespace misfire {

/// A trial that is not decided yet needs these seeds; one whose fault cannot apply has a reason.
struct Undecided {
  std::vector<std::uint64_t> seeds;
};
struct Inapplicable {
  std::string reason;
};
/// A run of it ended without a score, which decides nothing.
struct Scoreless {
  TrialResult trial;
};
using TrialSoFar = std::variant<Undecided, Inapplicable, Scoreless, TrialResult>;

/// What is known of a trial that needs no further run; nothing of another.
const TrialResult* find_result(const TrialSoFar& trial);

/// What a mutant is judged by.
struct Context {
  const Mutant& mutant;
  const Record& record;
  const Baseline& baseline;
  const Rules& rules;

  /// An honest identity mutant takes the seeds after the baseline's.
  std::uint64_t first_seed() const { return mutant.fresh_seeds ? rules.baseline_runs + 1 : 1; }
  /// When one of its trials may end.
  stats::StoppingRule stopping_rule() const;
  /// The fewest runs of a trial.
  unsigned fewest_runs() const;
  /// How many of a trial's first runs can show that it changes nothing; 0 where none can.
  unsigned runs_for_no_effect() const;
};

TrialSoFar advance_trial(const Context& context, const std::optional<double>& number);

} // namespace misfire
