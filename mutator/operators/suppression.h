// Mutants that comments in the program ask not to make.
#pragma once

#include "mutator/operators/operator.h"

namespace misfire {

/// Every suppression must name operators that there are. Error: those it names in vain, a line each, as
/// "file:line:column: error: there is no operator ..."
tl::expected<void, std::string> check_suppressions(const TrainingProgram& program);

/// Moves what the program's comments suppress from the mutants made to those not made, with the reason given.
/// A mutant is suppressed if a line of its site is.
void suppress(const TrainingProgram& program, Mutants& mutants);

} // namespace misfire
