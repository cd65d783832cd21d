// Describes mutants for people and files: where each stands, what it does, and its diff.
#pragma once

#include "mutator/operators/operator.h"
#include "runner/results.h"

namespace misfire {

/// An entry for each mutant, in their order. `unbuildable` is empty.
std::vector<MutantEntry> entries_of(const TrainingProgram& program, const std::vector<Mutant>& mutants);

/// The program's sources, and all that is not mutated: values and sites that operators leave alone, then what
/// only looks like a site.
ProgramRecord record_of(const TrainingProgram& program, const std::vector<NotMade>& not_made);

} // namespace misfire
