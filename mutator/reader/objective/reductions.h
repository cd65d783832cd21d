// What is written at a loss beside its function: its reduction, and the shape that its two sides are given.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Where the call of a loss function can be given another reduction: its argument, its options, or behind
/// what it is given.
void read_reduction_place(const clang::CallExpr& call, Loss& loss, const Gathering& gathering);

/// Where predictions and target are given another shape, in the call or in what one variable holds.
void read_shapes(const std::vector<const clang::Expr*>& arguments, Loss& loss, const Gathering& gathering);

} // namespace misfire::reader
