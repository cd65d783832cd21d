// What of the uses of libtorch, and of divisions, serves training and evaluation.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Gives the program its uses, quotients and sums of losses, with what the flow of data says of them. What
/// stands in unit tests is left out.
void decide_uses(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls, const Flow& flow);

} // namespace misfire
