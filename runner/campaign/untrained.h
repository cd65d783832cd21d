// A baseline that trains nothing: as a rule since it finds the checkpoint of an earlier time, and has done
// all its epochs.
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/results.h"

namespace misfire {

/// Whether the run says that nothing was trained in it: no backward() that misfire sees in the program was
/// called, and the program takes gradients in no other way.
bool is_untrained(const Run& run, const ProgramRecord& program);

/// The checkpoints that the program finds when it starts: files that torch::save wrote and that its texts
/// name, alone or in a folder that its texts or arguments name. As written relative to the working directory;
/// what the configuration lists under `data` is none of them.
std::vector<std::string> found_checkpoints(const Configuration& configuration, const ProgramRecord& program);

/// Why a run in which nothing was trained is nothing to judge by, and what to do about it.
std::string untrained_complaint(const Configuration& configuration, const ProgramRecord& program);

} // namespace misfire
