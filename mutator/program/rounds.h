// What a round of a loop is: an epoch, a batch, or a training of its own.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/join.h"

namespace misfire {

/// Whether a training loop takes one piece of data after another.
bool walks(const Loop& loop);

/// Whether a round of a training loop is an epoch: it walks neither data nor settings, does not train anew,
/// and is no single step of another's round on data that are made or drawn for it.
bool walks_epochs(const Loop& loop, const ProgramFacts& facts, const Calls& calls);

/// The loops around training and evaluation: one that trains walks batches if it walks data, else epochs; one
/// that walks settings or trains anew is neither.
std::vector<Site> sites_of_loops(const ProgramFacts& facts, const Calls& calls);

} // namespace misfire
