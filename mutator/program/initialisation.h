// Which layers' weights are filled by calls of the program's own, after they are made.
#pragma once

#include "mutator/program/holders.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Gives every layer with a weight the first call that fills it: by its variable, by its type where the
/// program goes through all layers of a type, or as one of all parameters.
void decide_initialisation(TrainingProgram& program, const Holders& holders);

} // namespace misfire
