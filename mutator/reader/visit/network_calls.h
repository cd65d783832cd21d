// Calls of networks, and what enters a network.
#pragma once

#include <clang/AST/ExprCXX.h>

#include <vector>

namespace misfire::reader {

/// Whether a module is called: by a method that begins with `forward`, or as a function.
bool is_network_called(const clang::CallExpr& call);

/// The tensors that something is called with, as they are written.
std::vector<const clang::Expr*> tensors_given(const clang::CallExpr& call);

/// The first of them; null without one.
const clang::Expr* first_tensor_given(const clang::CallExpr& call);

} // namespace misfire::reader
