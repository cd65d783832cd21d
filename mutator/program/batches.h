// What batches come from where no loop cuts them and no loader hands them out whole, and where data are made.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Moves datasets that are trained on from where they are loaded to where they are made, and says of loaders
/// whose samples a loop gathers into batches that their size is not that of the batches. Roles must be
/// decided.
void name_makers(TrainingProgram& program, const ProgramFacts& facts, const Flow& flow);

/// Of the one data set that is trained on, where it cannot be wrapped: the batches that its loader hands out,
/// shown where the set is made. Leaves out such batches everywhere else. Roles must be decided.
void show_batches_of_loader(TrainingProgram& program);

/// Calls in rounds of training that say how many samples are drawn or made for one, as batch loops; none
/// where loaders or loops give the batches. Calls that leave that number to a default argument are said to.
std::vector<Site> drawn_batches(TrainingProgram& program, const ProgramFacts& facts, const Calls& calls,
                                const Flow& flow);

/// The sizes given to loaders of classes of the subject's own where these are made, as batch loops: those
/// that training takes its data from, and evaluation does not. Says of those that both seem to that they are
/// left alone.
std::vector<Site> sizes_of_own_loaders(TrainingProgram& program, const ProgramFacts& facts,
                                       const Slice& training, const Slice& evaluation);

/// Where a function makes the loaders of training and of evaluation, by a size that its calls give: the size
/// at the calls for training alone. Says of such a loader that its size is none of training alone.
std::vector<Site> sizes_of_shared_loaders(TrainingProgram& program, const ProgramFacts& facts,
                                          const Slice& training, const Slice& evaluation);

} // namespace misfire
