// What an update of a parameter carries of its gradient, in itself or through variables.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// What a change of a parameter carries of its gradient.
struct Carried {
  bool gradient = false;
  bool minus = false; ///< it was subtracted already: `v = momentum * v - lr * p.grad()`
};

/// What a change of a tensor carries of a gradient, in itself or in the variables it is made of. Only what is
/// surely a parameter, one of a module or with a gradient of its own, takes what variables carry: others may
/// gather gradients.
Carried carried_by(const clang::Expr& change, const clang::Expr& changed, const Gathering& gathering);

/// The updated parameter as it is written, where the function reads that parameter's own gradient; else
/// empty.
std::string parameter_with_gradient(const clang::Expr& updated, const Gathering& gathering);

/// Whether a minus stands somewhere in it.
bool has_minus(const clang::Stmt& statement);

} // namespace misfire::reader
