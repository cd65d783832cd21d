// Which test inputs kill a mutant, and how reliably: from runs that record for each input whether it was
// right.
#pragma once

#include "stats/per_input/bits.h"
#include "stats/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace misfire::stats {

/// For each run, in the order of the seeds, the inputs that it got right.
using RightInputs = std::vector<Bits>;

/// The same where some of the runs failed: nothing for those.
using RecordedRuns = std::vector<std::optional<Bits>>;

/// How often each input killed one mutant: `kills[input]` of `runs` seeds had the baseline's run right and
/// the mutant's wrong.
struct KillCounts {
  int runs = 0;
  std::vector<std::uint16_t> kills;

  bool operator==(const KillCounts&) const = default;
};

/// Pairs run i of the baseline with run i of the mutant, as far as both have runs.
/// Error: no pair of runs, more than 65,535, or runs over different numbers of inputs.
Result<KillCounts> kill_counts(const RightInputs& baseline, const RightInputs& mutant);

/// The same over the seeds with which neither run failed, the run `without` left out.
Result<KillCounts> recorded_kill_counts(const RecordedRuns& baseline, const RecordedRuns& mutant,
                                        std::optional<std::size_t> without = {});

/// The share of seeds with which the input killed the mutant.
double killing_probability(const KillCounts& mutant, std::size_t input);

/// The mean killing probability over all inputs: how easily any input gives the mutant away. 0 without
/// inputs.
double triviality(const KillCounts& mutant);

/// Whether nearly every input kills the mutant: a triviality of at least 0.9.
bool is_trivial(const KillCounts& mutant);

/// The inputs that kill a mutant: whose killing probability has a Wilson 90 % lower bound over 0.5.
Bits killing_inputs(const KillCounts& mutant);

} // namespace misfire::stats
