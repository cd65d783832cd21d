// Finds copies of a network that follow it.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// `rate * online + (1 - rate) * target`, or with the rate of the target, which is copied to the parameter
/// `target`: the use "blend" of the online one, given the target and what the online one is multiplied by.
/// `target.lerp_(online, rate)` on a parameter: the use "lerp_".
/// Loops that copy the buffers of a network and nothing else: the use "buffers", whose range is the loop.
void find_copy(const clang::CXXMemberCallExpr& call, Gathering& gathering);

} // namespace misfire::reader
