// The state of one visit: where in the program it stands, and the facts gathered so far. Finders are handed
// this and an AST node, and add the sites they see in it.
#pragma once

#include "mutator/reader/expressions.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/StmtCXX.h>

namespace misfire::reader {

/// A node on the way from the top of a declaration to the node visited: exactly one of the three is set.
struct Ancestor {
  const clang::Stmt* statement = nullptr;
  const clang::Decl* declaration = nullptr;
  const clang::CXXCtorInitializer* initializer = nullptr;
};

class Gathering {
public:
  Gathering(const clang::ASTContext& ast, const Spelling& spells, UnitFacts& unit)
      : context(ast), spelling(spells), facts(unit) {}

  const clang::ASTContext& context;
  const Spelling& spelling;
  UnitFacts& facts;

  std::vector<Ancestor> ancestors; ///< innermost last; the node visited is not among them
  Key function;                    ///< empty at namespace scope
  Key loop;                        ///< empty outside any

  Expression facts_of(const clang::Expr& expression) const {
    return reader::facts_of(expression, context, spelling);
  }
  Key key_of(const clang::Decl& declaration) const { return reader::key_of(declaration, spelling); }

  /// Adds a site here. A site seen before (in another instantiation) is added again: linking joins them.
  template <typename Meaning>
  void add(SourceRange range, Meaning meaning) {
    facts.sites.push_back(Site{std::move(range), function, loop, Role::unknown, std::move(meaning)});
  }
  /// Says that something looks like a site and is left alone.
  void skip(clang::SourceRange tokens, std::string kind, std::string reason);
  void define(const clang::Decl& variable, Expression value) {
    facts.definitions.push_back({key_of(variable), std::move(value)});
  }
  void call(const clang::Decl& callee, clang::SourceRange tokens, bool by_definition = false);

  /// The innermost ancestor that is more than a wrapper (parentheses, implicit casts, temporaries, copies).
  Ancestor meaningful_ancestor() const;
  /// The range of the construction visited, its type's name included: `Linear(1)` with one argument is a cast
  /// around it.
  clang::SourceRange written_construction(const clang::CXXConstructExpr& construction) const;
  /// Whether the construction visited names its type itself, as in `Linear(784, 64)`; else a declaration or
  /// member does.
  bool names_its_type(const clang::CXXConstructExpr& construction) const;
  /// Whether the value of the node visited is thrown away: it stands as a statement.
  bool is_discarded() const;
};

} // namespace misfire::reader
