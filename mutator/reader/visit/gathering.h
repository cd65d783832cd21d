// The state of one visit: where in the program it stands, and the facts gathered so far. Finders are handed
// this and an AST node, and add the sites they see in it.
#pragma once

#include "mutator/program/unit_facts.h"
#include "mutator/reader/ast/bodies.h"
#include "mutator/reader/ast/expressions.h"
#include "mutator/reader/visit/facts.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/StmtCXX.h>

#include <memory>

namespace misfire::reader {

/// A node on the way from the top of a declaration to the node visited: exactly one of the three is set.
struct Ancestor {
  const clang::Stmt* statement = nullptr;
  const clang::Decl* declaration = nullptr;
  const clang::CXXCtorInitializer* initializer = nullptr;
};

class Gathering {
public:
  /// `function_read` is told of every function that is entered, for whoever has to say where reading ended.
  Gathering(const clang::ASTContext& ast, const Spelling& spells, UnitFacts& unit, std::string& function_read)
      : context(ast), spelling(spells), facts(unit), reading(function_read) {}

  const clang::ASTContext& context;
  const Spelling& spelling;
  UnitFacts& facts;
  std::string& reading;

  std::vector<Ancestor> ancestors; ///< innermost last; the node visited is not among them
  Key function;                    ///< empty at namespace scope
  Key record;                      ///< the class around; empty outside any
  Key loop;                        ///< empty outside any

  Expression facts_of(const clang::Expr& expression) const {
    return reader::facts_of(expression, context, spelling);
  }
  Key key_of(const clang::Decl& declaration) const { return reader::key_of(declaration, spelling); }

  /// Adds a site here. A site seen before (in another instantiation) is added again: linking joins them.
  void add(SourceRange range, Meaning meaning);
  /// Says that something looks like a site and is left alone.
  void skip(clang::SourceRange tokens, std::string kind, std::string reason);
  /// The same of a site that a macro's body writes.
  void skip_in_macro(clang::SourceRange tokens, std::string kind);
  /// The range of a site's tokens; nothing where a macro's body writes them, which is said then.
  std::optional<SourceRange> written(clang::SourceRange tokens, const char* kind);
  void define(const clang::Decl& variable, Expression value) {
    facts.definitions.push_back({key_of(variable), std::move(value)});
  }
  void call(const clang::Decl& callee, clang::SourceRange tokens, bool by_definition = false);
  /// Says that the class is named here: what libraries call of it may run then.
  void mention(const clang::CXXRecordDecl& named);

  /// The innermost ancestor that is more than a wrapper (parentheses, implicit casts, temporaries, copies).
  Ancestor meaningful_ancestor() const;
  /// The range of the construction visited, its type's name included: `Linear(1)` with one argument is a cast
  /// around it.
  clang::SourceRange written_construction(const clang::CXXConstructExpr& construction) const;
  /// Whether the construction visited names its type itself, as in `Linear(784, 64)`; else a declaration or
  /// member does.
  bool names_its_type(const clang::CXXConstructExpr& construction) const;
  /// The tokens of the statement that the node visited, of these tokens, is part of, where it stands among
  /// others in braces; invalid elsewhere.
  clang::SourceRange statement_among_others(clang::SourceRange tokens) const;
  /// Whether the statement visited, which may be on the way already, stands among others in braces.
  bool stands_among_others(const clang::Stmt& statement) const;
  /// The outermost block of the function or lambda around what is visited; null outside any.
  const clang::Stmt* outermost_block() const;
  /// The body of the function or lambda that is visited; null outside any, as in a member's initialiser.
  const Body* body() const;
  const Body& body_of(const clang::Stmt& body) const;
  /// Whether the value of the node visited is thrown away: it stands as a statement.
  bool is_discarded() const;
  /// What goes when the expression visited, which stands as a statement, goes: in a block its `;` and lines
  /// too; elsewhere (`if (late) clip();`) the expression alone. Nothing where its value is used.
  std::optional<SourceRange> statement_of(const clang::Expr& expression) const;

private:
  mutable std::map<const clang::Stmt*, std::unique_ptr<Body>> bodies_;
};

} // namespace misfire::reader
