// How the faults of training data are written: a call around a dataset, or one on the tensors before they are
// trained on.
#pragma once

#include "mutator/operators/proposal.h"

#include <cstdint>

namespace misfire {

/// What a fault acts on: the labels of one target, whole rows, or inputs alone.
enum class ActsOn { labels, rows, inputs };

/// One mutant for every dataset that is trained on, and for every group of plain tensors: `function` of the
/// runtime, with a share in percent that is searched from 0 to `harsh`. `effect` says what happens at the
/// harsh end. `of_batch` is the function for tensors that are made for one turn of the loop; empty for a
/// fault that needs all of them. What a fault does to inputs or targets, it does where these are known.
Mutants spoil_training_data(const TrainingProgram& program, const std::string& function, std::int64_t harsh,
                            const std::string& effect, ActsOn acts_on = ActsOn::labels,
                            const std::string& of_batch = "");

} // namespace misfire
