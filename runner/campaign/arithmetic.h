// Which bits the machines of a campaign compute (misfire/arithmetic.h), asked before anything is trained:
// runs of machines that differ are never compared.
#pragma once

#include "runner/binary.h"
#include "runner/campaign/training_loop.h"
#include "runner/configuration/configuration.h"
#include "runner/training/executor.h"

namespace misfire {

/// Of a machine of the executor's, as a process of the baseline's binary says it that does nothing else.
/// Empty where it cannot say, or at an interruption. Error: the executor's.
Result<std::string> ask_arithmetic(Executor& executor, const Binary& baseline,
                                   const std::function<Interruption()>& interruption);

/// What a cluster's campaign in this output folder was begun with, for these libraries
/// (Surroundings::system); nothing where none was. Its nodes may differ, and those that compute so are looked
/// for again.
std::optional<std::string> read_arithmetic(const Configuration& configuration, const std::string& libraries);
Result<void> write_arithmetic(const Configuration& configuration, const std::string& libraries,
                              const std::string& arithmetic);

} // namespace misfire
