// What the pieces are that a value is made of, on the way back from a loss: passes through a network, parts
// of several things, what a data loader hands out.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// What a method or an operator is called on; null for functions.
const clang::Expr* object_of(const clang::CallExpr& call);

/// The class of the module that an expression is, or holds; null for all else.
const clang::CXXRecordDecl* module_type_of(const clang::Expr& expression);

/// A call of a module, or of any class's forward().
bool runs_forward(const clang::CallExpr& call, const clang::Expr& object, const Gathering& gathering);

/// A method that the subject gives a module: `vae->encode(x)`.
bool is_own_method(const clang::CallExpr& call, const clang::Expr& object, const Gathering& gathering);

/// `f(net, x)`: a function that runs the network.
bool takes_network(const clang::CallExpr& call);

/// What a part of several things is taken from: `std::get<0>(batch)`, `batch[0]`, `batch.first`; null for all
/// else.
const clang::Expr* whole_of(const clang::Expr& part);

/// The variable that a member is one of, however deep: `data` of `data.images`, `all->train.x` of `all`; null
/// where no variable names it.
const clang::VarDecl* holder_of(const clang::MemberExpr& member);

/// Whether a variable is what libtorch's data loader, or a dataset of its kind, hands out.
bool is_from_loader(const clang::ValueDecl& declaration);

} // namespace misfire::reader
