// Whether an expression could have another type without another word of the program: its type is deduced
// wherever its value goes, and only what every dataset and loader has is asked of it.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Whether the parameter's type is deduced from the argument at this call: it depends on a template parameter
/// that the call does not name. `index` counts the call's written arguments.
bool is_deduced_parameter(const clang::CallExpr& call, unsigned index);

/// Whether the argument could have another type: it is deduced, and so is what is made of the call's result.
/// `ancestors` are the call's, innermost last.
bool is_free_argument(const clang::CallExpr& call, unsigned index, const std::vector<Ancestor>& ancestors);

/// Whether the expression whose ancestors are given (innermost last) goes only where its type is deduced.
bool has_free_type(const clang::Expr& expression, std::vector<Ancestor> ancestors);

/// Whether all uses of an `auto` variable let its type be another.
bool has_free_type(const clang::VarDecl& variable);

/// How often a local variable's value is mapped, loaded or handed on; what merely asks its size does not
/// count.
unsigned hand_overs_of(const clang::VarDecl& variable);

} // namespace misfire::reader
