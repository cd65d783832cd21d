// A text cut into what stands at namespace scope, and functions into their statements, by brackets and words
// alone: enough to say what of a program has changed, and what a change can touch.
#pragma once

#include "mutator/source/tokens.h"

#include <set>

namespace misfire {

/// What stands at namespace scope: a function, a variable, a type, a directive.
struct Declaration {
  enum class Kind { variable, function, type, directive };
  Kind kind = Kind::variable;
  std::vector<Token> tokens;   ///< without directives among them, which are declarations of their own
  std::size_t body = 0;        ///< of a function: the token after its `{`; 0 where it has no body
  std::set<std::string> names; ///< what others call it; empty where they do not call it by a name
  std::set<std::string>
      objects;       ///< variables that are declared behind a type's `}`; they are among the names
  std::string scope; ///< the namespaces around it, as they are written
  std::set<std::string> classes; ///< of a method that stands outside of its class: that
  bool constant = false;         ///< a variable that nothing can be assigned to
};

/// The declarations of a text, in order. A declaration that is not understood is cut where brackets are
/// closed; whatever the text is, each word is in exactly one.
std::vector<Declaration> declarations_of(const std::string& text);

/// A statement, or what stands before the statements that it holds: `for (...)`, `if (...)`.
struct Statement {
  std::size_t first = 0, end = 0; ///< its own tokens: [first, end) of the declaration's
  std::size_t last = 0;           ///< past the statements that it holds; `end` where it holds none
  bool loop = false;
  bool controls = false; ///< it decides what is executed: a condition, a loop, `return`, `break`
};

/// The statements of a function's body, those within others behind them. A lambda is part of its statement.
std::vector<Statement> statements_of(const Declaration& function);

/// The variables that a statement declares; empty where it is none that declares. Whatever is called for
/// their values is taken to change nothing else but variables of the sources.
std::set<std::string> declared_by(const Declaration& function, const Statement& statement);

/// Equal for what differs in comments and white space alone.
std::string code_of(const Declaration& declaration);
std::string code_of(const Declaration& function, const Statement& statement);

} // namespace misfire
