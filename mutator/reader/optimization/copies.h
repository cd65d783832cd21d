// Finds copies of a network that follow it.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// `rate * tensor + (1 - rate) * kept`, which is copied: the use "blend" of the tensor, given kept and rate.
/// Loops that copy the buffers of a network and nothing else: the use "buffers", whose range is the loop.
void find_copy(const clang::CXXMemberCallExpr& call, Gathering& gathering);

} // namespace misfire::reader
