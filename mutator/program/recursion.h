// Epochs without a loop: a function that trains for one and calls itself for the next.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/join.h"

namespace misfire {

/// Each call by which a function that trains calls itself, as a loop over epochs that nothing in sight
/// counts. Where several such functions call one another, that of the outermost.
std::vector<Site> epochs_by_recursion(const ProgramFacts& facts, const Calls& calls);

} // namespace misfire
