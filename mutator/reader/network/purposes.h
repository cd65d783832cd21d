// Whether an activation function is a network's, or belongs to the loss beside it: softmax, sigmoid and the
// relu of a hinge are written in both.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Whether the value of the call in `body`, which applies an activation function, goes on in a network: it is
/// returned, comes to a layer or to a product with weights. In a method of a module's, everything does that
/// does not come to a loss there. What follows a network's output where it is called (a score in evaluation,
/// the softmax before a loss) does not.
bool is_of_network(const clang::CallExpr& activation, const Body& body, const Gathering& gathering);

/// Whether the value, or a variable in it, comes from a module or from a product with weights in `body`.
bool is_made_by_network(const clang::Expr& value, const Body& body);

} // namespace misfire::reader
