// Faults in networks that are trained already (Mutant::after_training): a mutant's run is a replay that
// begins with the network of the baseline's run with its seed.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/campaign/baseline.h"
#include "runner/campaign/keeper.h"

namespace misfire {

/// Whether any of these mutants needs the baseline's networks.
bool need_networks(const std::vector<Mutant>& mutants);

/// How many runs such a mutant has at most: there is a network of each run of the baseline.
unsigned runs_after_training(const Rules& rules);

/// Error: why such mutants cannot be judged, as far as that is known before anything is built.
Result<void> check_keeping(const Configuration& configuration, const TrainingProgram& program);

/// The same once the baseline is trained. `keeper` is null where the program does not build with what keeps
/// networks.
Result<void> check_networks(const Keeper* keeper, const Baseline& baseline, const Rules& rules);

/// The training, which has its seed, begins with the baseline's network.
void begin_with_network(Training& training, const Keeper& keeper, const Baseline& baseline);

} // namespace misfire
