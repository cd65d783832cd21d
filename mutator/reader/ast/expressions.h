// What an expression is under its wrappers, and what values and data flow through it.
#pragma once

#include "mutator/program/value.h"
#include "mutator/reader/ast/call.h"
#include "mutator/reader/ast/spelling.h"

#include <clang/AST/ExprCXX.h>

namespace misfire::reader {

/// The identity of a declaration (see Key); the same for a template's pattern and its instantiations.
Key key_of(const clang::Decl& declaration, const Spelling& spelling);

/// The identity of a class; that of the template for its instantiations.
Key key_of_record(const clang::CXXRecordDecl& record, const Spelling& spelling);

/// The function whose body would run: for an instantiation its pattern, else its definition where there is
/// one.
const clang::FunctionDecl& pattern_of(const clang::FunctionDecl& function);

/// The expression without what changes nothing of its value: parentheses, implicit casts, temporaries, copies
/// and moves.
const clang::Expr& strip(const clang::Expr& expression);

/// strip(), and through explicit casts, dereferences, std::move and std::forward as well.
const clang::Expr& strip_access(const clang::Expr& expression);

/// The variable, field or parameter that the expression names, casts and dereferences looked through; null if
/// none.
const clang::ValueDecl* named_by(const clang::Expr& expression);

/// The same, and through what reaches an element or what is held: `layers[i]`, `layers.at(i)`,
/// `layer->as<T>()`.
const clang::ValueDecl* held_by(const clang::Expr& expression);

/// Whether a node names the variable, itself or below it.
bool mentions(const clang::Stmt& node, const clang::ValueDecl& variable);

/// What a literal says; in one of wide characters, `?` stands for those that are not ASCII.
std::string text_of(const clang::StringLiteral& literal);

/// The value if Clang can fold it to a truth value, a string, or a number that Value holds; nothing for all
/// else, such as std::string::npos.
std::optional<Value> constant_of(const clang::Expr& expression, const clang::ASTContext& context);

} // namespace misfire::reader
