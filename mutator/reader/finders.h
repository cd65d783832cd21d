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
void find_activation(const clang::FieldDecl& field, Gathering& gathering);

/// dropouts.cpp: modules, made by default too; functions; options of other modules.
void find_dropout(const clang::CallExpr& call, Gathering& gathering);
void find_dropout(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_dropout(const clang::FieldDecl& field, Gathering& gathering);

/// masks.cpp: dropout that the program draws by itself.
void find_mask(const clang::CallExpr& call, Gathering& gathering);

/// forwards.cpp: calls of modules, by which linking tells loops that evaluate from those that merely walk
/// data.
void find_forward(const clang::CallExpr& call, Gathering& gathering);

/// meetings.cpp: what a layer gives, what a function returns and what a parameter is given, followed to what
/// it meets first; the facts that linking decides layers' encounters by.
void find_meeting(const clang::CallExpr& call, Gathering& gathering);
void find_meeting(const clang::CXXConstructExpr& sequential, Gathering& gathering);
void find_meetings_of_parameters(const clang::FunctionDecl& function, Gathering& gathering);

/// inits.cpp: torch::nn::init::*, and methods that fill a parameter in place.
void find_init(const clang::CallExpr& call, Gathering& gathering);

/// penalties.cpp: terms of a sum that depend on parameters alone.
void find_penalty(const clang::CXXOperatorCallExpr& sum, Gathering& gathering);

/// registrations.cpp: register_module, register_parameter, register_buffer.
void find_registration(const clang::CXXMemberCallExpr& call, Gathering& gathering);

/// losses.cpp: libtorch's loss functions and modules, and what backward() is called on.
void find_loss(const clang::CallExpr& call, Gathering& gathering);
void find_backward(const clang::CXXMemberCallExpr& call, Gathering& gathering);

/// optimizers.cpp: constructions of optimizers, and their steps.
void find_optimizer(const clang::CXXConstructExpr& construction, Gathering& gathering);
void find_optimizer(const clang::CallExpr& make_unique, Gathering& gathering);
void find_step(const clang::CXXMemberCallExpr& call, Gathering& gathering);

/// gradients.cpp: what clears gradients, and what limits them.
void find_gradient_change(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_gradient_change(const clang::CXXOperatorCallExpr& call, Gathering& gathering);
void find_clip_grad(const clang::CallExpr& call, Gathering& gathering);

/// updates.cpp: updates of parameters written by hand.
void find_update(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_update(const clang::CXXOperatorCallExpr& call, Gathering& gathering);

/// schedules.cpp: schedulers, and assignments of an optimizer's rate.
void find_schedule(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_schedule(const clang::CallExpr& make_unique, Gathering& gathering);
void find_schedule(const clang::BinaryOperator& assignment, Gathering& gathering);
void find_schedule(const clang::CXXConstructExpr& construction, Gathering& gathering);

/// modes.cpp: train() and eval(), and what keeps gradients from being recorded.
void find_mode_switch(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_no_grad(const clang::CallExpr& call, Gathering& gathering);
void find_no_grad(const clang::CXXConstructExpr& construction, Gathering& gathering);

/// guards.cpp: every condition, as what may guard the model or end training, and what ends loops.
void find_guard(const clang::IfStmt& decision, Gathering& gathering);
void find_guard(const clang::BinaryOperator& comparison, Gathering& gathering);
void find_stop(const clang::BreakStmt& end, Gathering& gathering);
void find_stop(const clang::ReturnStmt& end, Gathering& gathering);
void find_stop(const clang::BinaryOperator& assignment, Gathering& gathering);

/// checkpoints.cpp: where the model, or a copy of its parameters, is kept.
void find_checkpoint(const clang::CallExpr& call, Gathering& gathering);

/// loaders.cpp: make_data_loader in all its forms.
void find_loader(const clang::CallExpr& call, Gathering& gathering);

/// datasets.cpp: what loaders and templates are handed as a dataset, at its construction where that can be
/// wrapped.
void find_dataset(const clang::CallExpr& call, Gathering& gathering);

/// training_tensors.cpp: plain tensors that a loss is made of, and those that cannot be assigned to.
void find_training_tensors(const clang::CXXMemberCallExpr& backward, Gathering& gathering);
void find_constant_tensor(const clang::VarDecl& variable, Gathering& gathering);

/// batches.cpp: batches that a loop cuts by hand.
BatchLoop batches_of(const clang::Stmt& loop, Gathering& gathering);

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
