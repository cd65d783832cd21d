// What draws random numbers, by its words.
#pragma once

#include "mutator/source/declarations.h"

namespace misfire {

/// Whether words of [first, end) draw random numbers, or set how they are drawn. A loader does when it is
/// made, unless it is told to go through its data in order.
bool draws_itself(const Declaration& one, std::size_t first, std::size_t end);

} // namespace misfire
