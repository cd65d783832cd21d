// What the outputs of layers meet first, followed from function to function, through variables that hold
// layers and through Sequentials.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/holders.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Decides for every layer of the program what its output meets, and which calls give it in training. Calls
/// that run neither in training nor in evaluation while others do (a forward pass of zeros that only probes a
/// shape) are listed as skipped.
void decide_encounters(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls,
                       const Flow& flow, const Holders& holders);

} // namespace misfire
