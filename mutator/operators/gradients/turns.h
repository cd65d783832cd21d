// What a turn of training does with gradients, in which order: clear, compute and apply them.
#pragma once

#include "mutator/program/training_program.h"

#include <vector>

namespace misfire::operators {

/// Whether two statements stand in the same braces, so that one runs whenever the other does. False where
/// that is not certain.
bool stand_together(const TrainingProgram& program, const TrainingStatement& one,
                    const TrainingStatement& other);

/// Of the next steps behind `statement` in its turn, those without a backward() between, the last: gradients
/// that are there at `statement` have been applied behind it. Behind the last of the turn, the first again.
/// Null without any.
const TrainingStatement* last_step_behind(const TrainingProgram& program, const TrainingStatement& statement);

/// Of the backward() calls before `statement` in its turn, those without a step() between, the first. Null
/// without any.
const TrainingStatement* first_backward_before(const TrainingProgram& program,
                                               const TrainingStatement& statement);

/// Whether the steps in the turn of `statement` are one object's.
bool one_object_steps(const TrainingProgram& program, const TrainingStatement& statement);

/// The statements that clear the same gradients as `statement` in the same turn, itself among them, with no
/// backward() between: each does nothing that the others do not. In the order of the source.
std::vector<const TrainingStatement*> cleared_at_once(const TrainingProgram& program,
                                                      const TrainingStatement& statement);

/// Why a statement that clears is left alone: another clears the same before it. Empty where it is the first.
std::string cleared_already(const TrainingProgram& program,
                            const std::vector<const TrainingStatement*>& at_once,
                            const TrainingStatement& statement);

/// Whether gradients are certainly cleared between the steps and the backward() that `statement` stands
/// between, right before the latter.
bool are_cleared_before(const TrainingProgram& program, const TrainingStatement& statement,
                        const TrainingStatement& backward);

} // namespace misfire::operators
