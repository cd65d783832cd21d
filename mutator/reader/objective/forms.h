// The forms in which people write the parts of losses: differences, squares, logarithms, reductions.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// An expression's value, whatever it is called: through a variable that is given one value only.
struct Valued {
  const clang::Expr* expression;
  const clang::Expr* named = nullptr; ///< the variable's name as it is read, where it went through one
};

/// The expression itself, without parentheses and the like; of a local variable with one value, that.
Valued value_behind(const clang::Expr& expression, const Gathering& gathering);

struct Pair {
  const clang::Expr* first;
  const clang::Expr* second;
};

/// The operands of libtorch's function or method of one of these names; empty for all else.
std::vector<const clang::Expr*> called_with(const clang::Expr& expression,
                                            std::initializer_list<llvm::StringRef> names);

/// `a - b`; `a * b` of two tensors; `a + b` of two tensors; `a / b` of two tensors.
std::optional<Pair> difference_in(const clang::Expr& expression);
std::optional<Pair> product_in(const clang::Expr& expression);
std::optional<Pair> sum_in(const clang::Expr& expression);
std::optional<Pair> quotient_in(const clang::Expr& expression);

/// What is squared in `x.pow(2)`, `x.square()`, `x * x`; whose absolute values are taken. Null for all else.
const clang::Expr* squared_in(const clang::Expr& expression, const Gathering& gathering);
const clang::Expr* absolute_in(const clang::Expr& expression);

/// What a logarithm is taken of: small numbers that are added, and limits, are left away.
const clang::Expr* logarithm_in(const clang::Expr& expression);

/// Whether the expression is the number: as it is, or as libtorch's Scalar.
bool is_constant(const clang::Expr& expression, double number, const clang::ASTContext& context);

/// Whether both are written alike.
bool same_text(const clang::Expr& a, const clang::Expr& b, const Gathering& gathering);

/// Whether a network runs in the expression, or in what its local variables were given.
bool runs_network(const clang::Expr& expression, const Gathering& gathering);

} // namespace misfire::reader
