// The finders, one for each kind of site: each looks at a node of the AST and adds the sites that it is.
#pragma once

#include "mutator/reader/gathering.h"

namespace misfire::reader {

/// layers.cpp: constructions of libtorch's modules that have parameters.
void find_layer(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_layer(const clang::CallExpr& make_shared, Gathering& gathering);

/// activations.cpp: functions, methods, modules and named functions.
void find_activation(const clang::CallExpr& call, Gathering& gathering);
void find_activation(const clang::CXXConstructExpr& construction, Gathering& gathering);

/// losses.cpp: libtorch's loss functions and modules, and what backward() is called on.
void find_loss(const clang::CallExpr& call, Gathering& gathering);
void find_backward(const clang::CXXMemberCallExpr& call, Gathering& gathering);

/// optimizers.cpp: constructions of optimizers, and their steps.
void find_optimizer(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_optimizer(const clang::CallExpr& make_unique, Gathering& gathering);
void find_step(const clang::CXXMemberCallExpr& call, Gathering& gathering);

/// loaders.cpp: make_data_loader in all its forms.
void find_loader(const clang::CallExpr& call, Gathering& gathering);

/// loops.cpp: every loop, with what its header counts or walks; the facts that linking makes epoch and batch
/// loops of.
void find_loop(const clang::Stmt& loop, const Key& key, const Key& parent, Gathering& gathering);

/// metrics.cpp: numbers printed under a name, by printf's family and by stream chains.
void find_metrics(const clang::CallExpr& call, Gathering& gathering);

/// seeds.cpp: libtorch's seed, and randomness that misfire cannot control.
void find_seed(const clang::CallExpr& call, Gathering& gathering);
void find_seed(const clang::CXXConstructExpr& construction, Gathering& gathering);

/// flows.cpp: calls between the subject's functions, and what variables are given.
void find_flow(const clang::CallExpr& call, Gathering& gathering);
void find_flow(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_flow(const clang::VarDecl& variable, Gathering& gathering);
void find_flow(const clang::FieldDecl& field, Gathering& gathering);
void find_flow(const clang::CXXCtorInitializer& initializer, Gathering& gathering);
void find_flow(const clang::BinaryOperator& assignment, Gathering& gathering);
void find_flow(const clang::UnaryOperator& step, Gathering& gathering);
void find_flow(const clang::ReturnStmt& result, Gathering& gathering);
void find_flow(const clang::DecompositionDecl& bindings, Gathering& gathering);
void find_flow(const clang::DeclRefExpr& reference, Gathering& gathering);

} // namespace misfire::reader
