// The loops that a run passes over which starts with a trained network: the innermost around each step.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// The innermost loops, in a step's function or in callers, of which a round both takes gradients and makes
/// the step: a loop that walks the parameters to change them is none. The obstacle says why there is a step
/// that nothing can pass over.
PassableTraining passable_training(const ProgramFacts& facts, const Calls& calls,
                                   const std::vector<SourceFile>& files);

/// The point before a loop; nothing where no statement can be written there.
std::optional<SourceRange> point_before(const Loop& loop, const std::vector<SourceFile>& files);

} // namespace misfire
