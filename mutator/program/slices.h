// Three slices of a program, each followed backwards by the flow of data: what training computes on, what
// evaluation computes on, and what reaches the losses.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/join.h"

namespace misfire {

/// Where training takes its data from: the headers of loops that walk data and step, and what backward() is
/// called on.
Slice training_slice(const ProgramFacts& facts, const Calls& calls, const Flow& flow);

/// Where evaluation takes its data from: the headers of loops that walk data and do not train.
Slice evaluation_slice(const ProgramFacts& facts, const Calls& calls, const Flow& flow);

/// All that reaches the losses that gradients are taken of.
Slice loss_slice(const ProgramFacts& facts, const Flow& flow);

} // namespace misfire
