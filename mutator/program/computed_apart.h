// What a program computes apart from training, and so is part of another network than the trained one.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Moves to those skipped the activations and dropouts that are computed apart from training, where as much
/// else is computed in it: they belong to another network than the trained one, or to its use. Needs the
/// sites' roles. What a library calls, in a Sequential, may run anywhere and is left.
void drop_computed_apart(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls);

} // namespace misfire
