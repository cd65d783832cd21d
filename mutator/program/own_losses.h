// Losses that the program computes itself: the terms of what backward() is called on, followed through
// variables, containers, fields and functions.
#pragma once

#include "mutator/program/join.h"

namespace misfire {

/// The sites with the losses written by hand that are terms of what gradients are taken of: those that are
/// known ones, and for every other term in which no loss of libtorch's takes part a Loss of no known
/// function. What looks like a loss and is no term is left out.
std::vector<Site> with_own_losses(const std::vector<Site>& sites, const ProgramFacts& facts);

/// Whether the program computes the loss itself.
bool is_own(const Loss& loss);

} // namespace misfire
