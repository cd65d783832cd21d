// A mutant as people review it: the mutated files and the diff against the original.
#pragma once

#include "mutator/operators/mutant.h"

#include <map>
#include <string>

namespace misfire {

/// The files a mutant changes, by absolute path, with their mutated text. No instrumentation.
std::map<std::string, std::string> mutated_files(const TrainingProgram& program, const Mutant& mutant);

/// The unified diff (three lines of context, paths relative to the root with a/ and b/) of a mutant. Nothing
/// but the fault changes; `patch -p1` in the root applies it.
std::string diff_of(const TrainingProgram& program, const Mutant& mutant);

/// The folder name of a mutant's id: `/` becomes `+`.
std::string folder_name(const std::string& mutant_id);

} // namespace misfire
