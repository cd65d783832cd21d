// Which masks of random zeros are dropout in a network, and which change the inputs before it.
#pragma once

#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Leaves out the masks of a function that no network runs and that is handed no layer's output, while what
/// it returns goes on to a network, and says so: they change the inputs.
void drop_augmentations(TrainingProgram& program, const ProgramFacts& facts);

} // namespace misfire
