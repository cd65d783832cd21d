// Which part of the program its sites serve: training, evaluation, or both, decided by calls and by the flow
// of data, never by names.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// All that reaches the losses that gradients are taken of.
Slice loss_slice(const ProgramFacts& facts, const Flow& flow);

/// Whether a function is a unit test's body, which does not run in training.
bool is_test(const ProgramFacts& facts, const Key& function);

/// Whether a round of a training loop is an epoch: it walks neither data nor settings, does not train anew,
/// and is no single step of another's round on data that are made or drawn for it.
bool walks_epochs(const Loop& loop, const ProgramFacts& facts, const Calls& calls);

/// The loops around training and evaluation: one that trains walks batches if it walks data, else epochs; one
/// that walks settings or trains anew is neither.
std::vector<Site> sites_of_loops(const ProgramFacts& facts, const Calls& calls);

/// Decides the role of every site of the program; those that cannot take part in training are moved to those
/// skipped, with the reason.
void decide_roles(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls, const Flow& flow);

} // namespace misfire
