// Writes the mutants of a campaign for people to review.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/error.h"

namespace misfire {

/// Writes `output`/mutants/<id>/ for each mutant (`/` in an id becomes `+`): the mutated files under their
/// paths relative to the program's root, and mutant.diff. Afterwards the folder mutants/ holds these and
/// nothing else.
Result<void> write_mutants(const std::string& output, const TrainingProgram& program,
                           const std::vector<Mutant>& mutants);

} // namespace misfire
