// The finders of data: sets, loaders, tensors that are trained on.
#pragma once

#include "mutator/reader/visit/finder.h"

namespace misfire::reader {

/// The table of this folder.
const FinderTable& data_finders();

/// loaders.cpp: make_data_loader in all its forms.
void find_loader(const clang::CallExpr& call, Gathering& gathering);

/// datasets.cpp: what loaders and templates are handed as a dataset, at its construction where that can be
/// wrapped.
void find_dataset(const clang::CallExpr& call, Gathering& gathering);

/// training_tensors.cpp: plain tensors that a loss is made of, and those that cannot be assigned to.
void find_training_tensors(const clang::CallExpr& backward, Gathering& gathering);
void find_constant_tensor(const clang::VarDecl& variable, Gathering& gathering);

/// surroundings.cpp: variables that hold networks of their own.
void find_made_network(const clang::VarDecl& variable, Gathering& gathering);

/// rows.cpp: how many rows are made or drawn.
void find_rows(const clang::CallExpr& call, Gathering& gathering);
void find_rows(const clang::CXXConstructExpr& construction, Gathering& gathering);

/// torch_uses.cpp: calls on tensors, modules and transforms that are no sites by themselves.
void find_use(const clang::CallExpr& call, Gathering& gathering);
void find_use(const clang::CXXConstructExpr& construction, Gathering& gathering);

/// quotients.cpp: divisions of whole numbers that are made real.
void find_quotient(const clang::BinaryOperator& division, Gathering& gathering);

/// points.cpp: points without targets, by which gradients are taken.
void find_points(const clang::VarDecl& variable, Gathering& gathering);

} // namespace misfire::reader
