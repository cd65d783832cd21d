// Which conditions guard the model or end training: decided by what they compare, data and control followed
// backwards to evaluation, and by what runs where they are true.
#pragma once

#include "mutator/program/calls.h"
#include "mutator/program/flow.h"
#include "mutator/program/join.h"

namespace misfire {

/// Of all conditions (Guard sites as they are gathered), those that guard: they keep the model or end
/// training by a value measured on validation data, or wait for a patience. Purpose, patience and whether
/// they validate are decided.
std::vector<Site> guards_of(const ProgramFacts& facts, const Calls& calls, const Flow& flow);

} // namespace misfire
