// Which bits the machines of a campaign compute (misfire/arithmetic.h), asked before anything is trained:
// runs of machines that differ are never compared.
#pragma once

#include "runner/binary.h"
#include "runner/campaign/training_loop.h"
#include "runner/configuration/configuration.h"
#include "runner/training/executor.h"

namespace misfire {

/// Of a machine of the executor's, as a process of the baseline's binary says it that does nothing else.
/// Empty where that cannot say it: its libtorch is too old, or it crashes, as its runs then will. Nothing at
/// an interruption. Error: the executor's, or no answer came in time, twice.
Result<std::optional<std::string>> ask_arithmetic(Executor& executor, const Binary& baseline,
                                                  const std::function<Interruption()>& interruption);

/// What a cluster's campaign in this output folder was begun with: its nodes may differ, and those that
/// compute so are looked for again. Nothing where none was, or all that decides what a node computes (its
/// libraries, how the baseline was built, variables of the environment, Configuration::arithmetic) is not as
/// it was.
std::optional<std::string> read_arithmetic(const Configuration& configuration, const Built& built,
                                           const Surroundings& surroundings);
Result<void> write_arithmetic(const Configuration& configuration, const Built& built,
                              const Surroundings& surroundings, const std::string& arithmetic);

} // namespace misfire
