// A mutant as people review it and as it is compiled: the mutated files, the diff against the original.
#pragma once

#include "mutator/operators/mutant.h"
#include "mutator/source/instrument.h"

#include <map>
#include <string>

namespace misfire {

/// The files a mutant changes, by absolute path, with their mutated text. No instrumentation.
std::map<std::string, std::string> mutated_files(const TrainingProgram& program, const Mutant& mutant);

/// The files that are compiled with another text than the subject's, by absolute path: instrumented, and
/// mutated unless `mutant` is null, which is the baseline.
std::map<std::string, std::string> compiled_files(const TrainingProgram& program, const Mutant* mutant,
                                                  TrainingLoops loops = TrainingLoops::plain);

/// The unified diff (three lines of context, paths relative to the root with a/ and b/) of a mutant. Nothing
/// but the fault changes; `patch -p1` and `git apply` in the root take it. Empty for a mutant without edits.
std::string diff_of(const TrainingProgram& program, const Mutant& mutant);

/// The folder name of a mutant's id: `/` becomes `+`.
std::string folder_name(const std::string& mutant_id);

} // namespace misfire
