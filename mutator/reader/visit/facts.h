// What values and data flow through an expression.
#pragma once

#include "mutator/reader/ast/spelling.h"

#include "mutator/program/value.h"

namespace misfire::reader {

/// The facts of an expression. Its range is empty where it cannot be edited.
Expression facts_of(const clang::Expr& expression, const clang::ASTContext& context,
                    const Spelling& spelling);

} // namespace misfire::reader
