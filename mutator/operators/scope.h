// DeepCrime's own scope: an operator changes one place of a program, not each in turn.
#pragma once

#include "mutator/operators/mutant.h"

namespace misfire {

/// Of each operator keeps the mutants at one site: the first where it can be applied; for operators on layers
/// (activations, weights, their regularisation, dropout) the `layer`-th, counted from 1 by file and position.
/// The others join those not made, with the reason.
void keep_one_site(Mutants& mutants, unsigned layer);

} // namespace misfire
