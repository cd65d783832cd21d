// The body of one function: what stands around an expression in it, where a variable is read next, and what
// it is given.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <llvm/ADT/DenseMap.h>

#include <vector>

namespace misfire::reader {

class Body {
public:
  Body(const clang::Stmt& body, const clang::ASTContext& context);

  /// The node right above, wrappers included; null at the top of the body and for what is not of it.
  const clang::Stmt* above(const clang::Stmt& node) const;

  /// The nearest node above that is more than a wrapper: parentheses, implicit casts, temporaries, copies,
  /// std::move. `below` gets the wrapper right under it, or the node itself.
  const clang::Stmt* meaningfully_above(const clang::Stmt& node, const clang::Stmt** below) const;

  /// Where the variable is read after `node`, in the order of the source: first in the loop that both stand
  /// in, from its start again, then behind it. What stands in the other branch of an `if` is left out.
  std::vector<const clang::Expr*> reads_after(const clang::ValueDecl& variable,
                                              const clang::Stmt& node) const;

  /// Where the variable is read, in the order of the source.
  std::vector<const clang::Expr*> reads_of(const clang::ValueDecl& variable) const;

  /// What the variable is given: its initialiser, and the right sides of its assignments, those by `+=` and
  /// the like too. Of a range-for's variable, what the loop walks.
  std::vector<const clang::Expr*> values_of(const clang::ValueDecl& variable) const;

  /// What it returns.
  std::vector<const clang::Expr*> returns() const;

private:
  void add(const clang::Stmt& node);
  bool is_assigned(const clang::Expr& reference) const;
  bool is_before(clang::SourceLocation a, clang::SourceLocation b) const;
  bool holds(const clang::Stmt& outer, const clang::Stmt& inner) const;

  const clang::ASTContext& context_;
  llvm::DenseMap<const clang::Stmt*, const clang::Stmt*> above_;
  std::vector<const clang::Expr*> references_;
  std::vector<const clang::Expr*> returns_;
  std::vector<const clang::Stmt*> givers_; ///< declarations, assignments and range-for loops
};

} // namespace misfire::reader
