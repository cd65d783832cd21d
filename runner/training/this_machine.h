// Trains on this machine: a process a run, each in a cell of its own.
#pragma once

#include "runner/binary.h"
#include "runner/configuration/configuration.h"
#include "runner/training/executor.h"
#include "runner/training/sandbox.h"

namespace misfire {

/// The executor of this machine. A run starts the training's binary with the configured arguments, one
/// thread, its seed in MISFIRE_SEED and, where it has one, its number in MISFIRE_VALUE; what it prints goes
/// to a file under logs/ of the output folder, the rest of what it writes is removed when it has ended.
/// A training with a host is run by that, in the same way. `processes` must outlive it.
std::unique_ptr<Executor> this_machine(Processes& processes, Isolation isolation,
                                       const Configuration& configuration, unsigned jobs);

/// Why the baseline's host cannot run it here: it does not load, or runs cannot be kept apart. Empty where it
/// can.
std::string host_refusal(Processes& processes, Isolation isolation, const Configuration& configuration,
                         const Binary& baseline);

} // namespace misfire
