// The options that optimizers are made with: which say the rate, and where they are made.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

bool is_rate_name(llvm::StringRef name);

bool is_options(const clang::CXXRecordDecl* record);

/// The parameter of an options constructor or the setter that is the rate: "lr" in libtorch; empty if there
/// is none.
std::string rate_name(const clang::CXXRecordDecl& options);

/// The rate that options have when nothing is said.
std::optional<Value> implied_rate(const clang::CXXRecordDecl& options, const clang::ASTContext& context);

/// A rate where it is written as an expression of its own; a whole number in a variable is written as a real
/// one, so that a small rate is not rounded to 0.
std::optional<Slot> number_slot(const clang::Expr& rate, const Gathering& gathering);

/// The slot of the rate where the options stand as an argument: by value of the rate (converted), or as a
/// chain.
std::optional<Slot> slot_in(const clang::Expr& argument, const clang::CXXRecordDecl& options,
                            const Gathering& gathering);

/// Whether options that an optimizer is made with are made in another function: they come by a parameter, a
/// member, a captured variable or a function of the subject's.
bool are_given(const clang::Expr& argument, const Gathering& gathering);

} // namespace misfire::reader
