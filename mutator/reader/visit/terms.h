// The summands of a tensor: what a loss is the sum of.
#pragma once

#include "mutator/program/value.h"
#include "mutator/reader/ast/spelling.h"

namespace misfire::reader {

/// The terms of an expression that is a tensor, or holds some; else none. Sums, signs, reshaping and numbers
/// that it is multiplied by are taken away; tensors that are made of numbers alone are no terms.
std::vector<Term> terms_of(const clang::Expr& expression, const Spelling& spelling);

/// The expression without signs and numbers that it is multiplied or divided by.
const clang::Expr& without_scale(const clang::Expr& expression);

/// The object of a method and its arguments, or a function's arguments.
std::vector<const clang::Expr*> operands(const clang::CallExpr& call);

/// Whether the expression is a number, or what libtorch makes of one to multiply by it.
bool is_number(const clang::Expr& expression);

/// A number, or the number that a Scalar is made of; null for tensors.
const clang::Expr* number_in(const clang::Expr& expression);

} // namespace misfire::reader
