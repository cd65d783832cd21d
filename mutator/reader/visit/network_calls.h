// Calls of networks, and what enters a network.
#pragma once

#include <clang/AST/ExprCXX.h>

namespace misfire::reader {

/// Whether a module is called: by a method that begins with `forward`, or as a function.
bool is_network_called(const clang::CallExpr& call);

/// The first tensor that something is called with, as it is written; null without one.
const clang::Expr* first_tensor_given(const clang::CallExpr& call);

} // namespace misfire::reader
