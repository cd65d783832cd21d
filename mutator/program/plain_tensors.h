// Which tensors that a program makes and trains by itself are weights and biases of layers without a module.
#pragma once

#include "mutator/program/flow.h"
#include "mutator/program/holders.h"
#include "mutator/program/join.h"
#include "mutator/program/training_program.h"

namespace misfire {

/// Makes weights and biases of the tensors among the program's layers, by the products that they come to; a
/// tensor that comes to none, and is registered as no parameter, is no layer.
void decide_plain_tensors(TrainingProgram& program, const ProgramFacts& facts, const Flow& flow,
                          const Holders& holders);

/// Says of the calls whose flags keep such a bias from being made that they do.
void say_biases_left_out(TrainingProgram& program, const ProgramFacts& facts, const Flow& flow);

/// Whose output the products with a tensor are among what values meet, by a name of the tensor's.
Key product_with(const Key& tensor);

} // namespace misfire
