// Tensors that are made for one turn of the loop that trains, and where in the turn they can be changed.
#pragma once

#include "mutator/reader/data/frontier.h"

namespace misfire::reader {

/// TrainingTensors::after for these tensors of one turn of `loop`, or, where that is null, of a function: in
/// the innermost braces around the node visited in which all are made, by statements of their own and ahead
/// of any use. An empty range that is not written where there is no such place.
SourceRange place_in_turn(const std::vector<Leaf>& leaves, const clang::Stmt* loop,
                          const Gathering& gathering);

} // namespace misfire::reader
