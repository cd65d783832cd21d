// Which expressions are parameters of a network: `fc1->weight`, what loops over parameters() walk, and
// variables that stand for them.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// A parameter, or many of them one after another.
struct ParameterReference {
  bool weight = false;    ///< a weight, or all parameters without distinction; else a bias, or unknown
  Key layer;              ///< the variable of the layer whose it is
  std::string layer_type; ///< where layers of a type are gone through: that type, without namespace
  bool own = false;       ///< a tensor of the user's own module, which may be no parameter at all
};

/// Nothing for what is no parameter, or where it is not known. The expression stands in `body`.
std::optional<ParameterReference> parameter_named(const clang::Expr& expression, const Body& body,
                                                  const Gathering& gathering);

/// Whether the expression is a module's parameters: `net->parameters()`, `named_parameters()`.
bool are_parameters(const clang::Expr& expression);

} // namespace misfire::reader
