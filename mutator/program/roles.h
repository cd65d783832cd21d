// Which part of the program its sites serve: training, evaluation, or both, decided by calls and by the flow
// of data, never by names.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// The role of what serves training, evaluation, both or neither.
Role role_of(bool train, bool eval);

/// Decides the role of every site of the program; those that cannot take part in training are moved to those
/// skipped, with the reason.
void decide_roles(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls, const Flow& flow);

} // namespace misfire
