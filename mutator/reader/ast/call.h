// A call as finders ask about it: what it is called, on what, with what.
#pragma once

#include <clang/AST/ExprCXX.h>

#include <vector>

namespace misfire::reader {

/// The plain name of a function, method or class; empty for null, and for what has none, such as operators.
llvm::StringRef name_of(const clang::NamedDecl* declaration);

/// The arguments that are written, defaults left out; packs are already expanded in instantiations. The
/// object of an overloaded operator() is none of them.
std::vector<const clang::Expr*> written_arguments(const clang::CallExpr& call);
std::vector<const clang::Expr*> written_arguments(const clang::CXXConstructExpr& construction);

/// Whether a function or method of one of these names is called.
bool is_called(const clang::CallExpr& call, llvm::ArrayRef<llvm::StringRef> names);

/// Whether what is called is of the standard library and has one of these names.
bool is_std(const clang::FunctionDecl* callee, llvm::ArrayRef<llvm::StringRef> names);

/// The call of a method of one of these names that the expression is; null for all else.
const clang::CXXMemberCallExpr* method_call(const clang::Expr& expression,
                                            llvm::ArrayRef<llvm::StringRef> names);

} // namespace misfire::reader
