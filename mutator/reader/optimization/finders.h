// The finders of what changes parameters: optimizers, schedules, gradients, updates by hand.
#pragma once

#include "mutator/reader/visit/finder.h"

namespace misfire::reader {

/// The table of this folder.
const FinderTable& optimization_finders();

/// optimizers.cpp: constructions of optimizers, and their steps.
void find_optimizer(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_optimizer(const clang::CallExpr& make_unique, Gathering& gathering);
void find_step(const clang::CXXMemberCallExpr& call, Gathering& gathering);

/// optimizer_options.cpp: options of parameter groups, and those that are made apart from their optimizer.
void find_options(const clang::CallExpr& make_unique, Gathering& gathering);
void find_options(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_options(const clang::CXXMemberCallExpr& setter, Gathering& gathering);
void find_inner_iterations(const clang::CXXMemberCallExpr& setter, Gathering& gathering);

/// gradients.cpp: what clears gradients, and what limits them.
void find_gradient_change(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_gradient_change(const clang::CXXOperatorCallExpr& call, Gathering& gathering);
void find_clip_grad(const clang::CallExpr& call, Gathering& gathering);

/// updates.cpp: updates of parameters written by hand.
void find_update(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_update(const clang::CXXOperatorCallExpr& call, Gathering& gathering);

/// inner_training.cpp: weights that are moved towards those that a training inside ends with.
void find_inner_training(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_inner_training(const clang::CXXOperatorCallExpr& call, Gathering& gathering);

/// schedules.cpp: schedulers, and assignments of an optimizer's rate.
void find_schedule(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_schedule(const clang::CallExpr& make_unique, Gathering& gathering);
void find_schedule(const clang::BinaryOperator& assignment, Gathering& gathering);
void find_schedule(const clang::CXXConstructExpr& construction, Gathering& gathering);

} // namespace misfire::reader
