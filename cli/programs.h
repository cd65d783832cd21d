// Builds what `misfire run` trains: the baseline and all mutants, in the way that runs start the fastest.
#pragma once

#include "cli/pipeline.h"
#include "report/console.h"
#include "runner/training/sandbox.h"

namespace misfire::cli {

/// How runs are kept apart here; where bubblewrap does not work, that is said.
Isolation isolation_for(Processes& processes, const Configuration& configuration, Console& console);

/// The programs of a campaign, and what is known of its mutants since they were built.
struct Programs {
  Built built;
  std::vector<MutantEntry> entries;
};

/// Builds for a host, and once more without one where that cannot run the program here; says with what, and
/// what is slower than it could be.
Result<Programs> build_and_list(const Mutated& mutated, unsigned jobs, Processes& processes,
                                Isolation isolation, Console& console);

} // namespace misfire::cli
