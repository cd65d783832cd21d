// Where the runs of a campaign come from, as far as kept networks are found by it.
#pragma once

#include "cli/pipeline.h"
#include "runner/campaign/replays.h"
#include "runner/campaign/trainer.h"

namespace misfire::cli {

/// `configuration` has the threads that runs are made with.
Provenance provenance_of(const Mutated& mutated, const Built& built, const Configuration& configuration,
                         const Trust& trust);

} // namespace misfire::cli
