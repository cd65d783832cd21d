// Applies edits to a file's text.
#pragma once

#include "mutator/operators/mutant.h"

#include <string>
#include <vector>

namespace misfire {

/// `text` with the edits applied and the #include lines added at the file's include point, in the line ends
/// the file has. Edits must be of this file and must not overlap; insertions at the same offset keep their
/// order in `edits`.
std::string apply_edits(const SourceFile& file, const std::vector<Edit>& edits,
                        const std::vector<std::string>& includes);

/// The edits that make the program's randomness and progress observable, applied alike to baseline and
/// mutants and never part of a mutant's diff: `torch::manual_seed(e)` becomes `misfire::seed(e)`,
/// `loss.backward()` becomes `misfire::observed(loss).backward()`.
std::vector<Edit> instrumentation(const TrainingProgram& program);

/// A mutant's edits and the instrumentation, joined: where an instrumentation's insertion touches an edit's
/// end, it goes around it; an instrumentation edit whose text the mutant replaces is left out.
std::vector<Edit> instrumented(const std::vector<Edit>& mutant, const std::vector<Edit>& instrumentation);

} // namespace misfire
