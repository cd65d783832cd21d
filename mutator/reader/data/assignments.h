// What a body gives to its variables, and which of them gradients are taken by.
#pragma once

#include <clang/AST/ExprCXX.h>

#include "mutator/reader/ast/spelling.h"

#include <map>
#include <set>
#include <vector>

namespace misfire::reader {

class Assignments {
public:
  /// A null body assigns nothing.
  explicit Assignments(const clang::Stmt* body);

  /// The right sides of its assignments, those by `+=` and the like too; no initialiser.
  std::vector<const clang::Expr*> given_to(const clang::ValueDecl& variable) const;

  /// Whether gradients are taken by it, so that it is no data: it is asked for a gradient, made with
  /// requires_grad, or a member of a class that does so in sight.
  bool is_learned(const clang::ValueDecl& variable) const;

  /// `x.mm(w)`, `linear(x, w, b)`: what gradients are taken by meets something else than the target of a
  /// loss. `object` is what a method is called on, else null.
  bool takes_parameter(const clang::CallExpr& call, const clang::Expr* object) const;

  /// `model(weights, x)`: a function of the subject's is given weights that stand together in an object or a
  /// list.
  bool takes_learned(const clang::CallExpr& call, const Spelling& spelling) const;

private:
  bool is_parameter(const clang::Expr& expression) const;

  std::map<const clang::ValueDecl*, std::vector<const clang::Expr*>> given_;
  std::set<const clang::ValueDecl*> learned_;
};

} // namespace misfire::reader
