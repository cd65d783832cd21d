// What a printed number measures: the training loss itself, or that of one batch.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Decides of every metric which losses of training it is made of, and whether it is the loss of one batch.
/// Roles must be decided.
void decide_metrics(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls,
                    const Flow& flow);

} // namespace misfire
