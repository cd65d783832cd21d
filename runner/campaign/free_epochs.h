// Free epochs: a program that prints its metrics after every epoch has, in its baseline runs, already trained
// what it would train with fewer epochs.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/campaign/baseline.h"

namespace misfire {

/// The number of epochs that the program has, where the runs of this mutant, which only lowers it, are
/// prefixes of baseline runs as far as can be told without training: the baseline is reproducible, and in
/// each of its runs every metric that judges is printed exactly that often. `current` is what a probe
/// reported.
std::optional<unsigned> find_printed_epochs(const Mutant& mutant, const std::optional<double>& current,
                                            const Baseline& baseline, const Rules& rules);

/// What a run with `epochs` epochs and this baseline run's seed would have printed. It has no fingerprint, no
/// seconds, and the baseline run's log.
Run first_epochs(const Run& baseline, unsigned epochs, unsigned of, const Rules& rules);

/// Whether a real run printed exactly that, in the metrics that judge.
bool is_equal_prefix(const Run& real, const Run& cut, const Rules& rules);

inline constexpr const char* free_epochs_remark =
    "its runs are the first epochs of the baseline's; one real run was equal to the last digit";

} // namespace misfire
