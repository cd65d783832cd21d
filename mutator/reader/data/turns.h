// Tensors that are made for one turn of the loop that trains, and where in the turn they can be changed.
#pragma once

#include "mutator/reader/data/frontier.h"

namespace misfire::reader {

/// TrainingTensors::after for these tensors of one turn of `loop`, or, where that is null, of a function: in
/// the innermost braces around `backward`, the node visited, in which all are made, by statements of their
/// own and ahead of any use, or to which they are given: as parameters, or by a loop that walks them.
/// Whatever uses them there goes on to `backward`, so that they serve training alone. An empty range that is
/// not written where there is no such place.
SourceRange place_in_turn(const std::vector<Leaf>& leaves, const clang::Stmt* loop,
                          const clang::CallExpr& backward, const Gathering& gathering);

} // namespace misfire::reader
