// Finds copies of a network that follow it.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Blends of parameters, and loops that copy buffers.
void find_copy(const clang::CXXMemberCallExpr& call, Gathering& gathering);

} // namespace misfire::reader
