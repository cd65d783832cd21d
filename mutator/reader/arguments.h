// What calls give the parameters of functions: written, by default, and hidden in what libraries call.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Every argument is a definition of its parameter; a default that is used, too. `tokens` are those of the
/// call, by which what is given as a flag is told apart from other calls.
void find_arguments(const clang::FunctionDecl& callee, const std::vector<const clang::Expr*>& arguments,
                    clang::SourceRange tokens, Gathering& gathering);

/// What a call of a function of the subject's, or of a library's, that is not itself followed gives: numbers
/// that it may write to, and what it hands to a function among its arguments, as std::thread does.
void find_library_arguments(const clang::FunctionDecl& callee,
                            const std::vector<const clang::Expr*>& arguments, Gathering& gathering);

/// A construction that a library function or holder makes on the subject's behalf.
void find_hidden_construction(const clang::CXXRecordDecl& record,
                              const std::vector<const clang::Expr*>& arguments, clang::SourceRange tokens,
                              Gathering& gathering);

/// What a variable that holds functions is called with, as parameters of the variable.
void find_held_arguments(const clang::ValueDecl& variable, const std::vector<const clang::Expr*>& arguments,
                         Gathering& gathering);

/// T of `std::make_shared<T>(...)`, `std::make_unique<T>(...)`; null for all else.
const clang::CXXRecordDecl* made_by(const clang::FunctionDecl& callee);

} // namespace misfire::reader
