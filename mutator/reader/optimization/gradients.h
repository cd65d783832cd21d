// Gradients: which expressions are one; gradients.cpp also finds what clears and what limits them.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Whether the expression is the gradient of a tensor: `p.grad()`, `p.mutable_grad().data()`, or a variable
/// that was given one.
bool is_gradient(const clang::Expr& expression);

/// Whether a gradient is read in the expression, one that torch::autograd::grad gives too.
bool contains_gradient(const clang::Expr& expression);

} // namespace misfire::reader
