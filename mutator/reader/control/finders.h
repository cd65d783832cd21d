// The finders of how training goes on: loops, guards, checkpoints, modes.
#pragma once

#include "mutator/reader/visit/finder.h"

namespace misfire::reader {

/// The table of this folder.
const FinderTable& control_finders();

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

/// batches.cpp: batches that a loop cuts by hand.
BatchLoop batches_of(const clang::Stmt& loop, Gathering& gathering);

/// loops.cpp: every loop, with what its header counts or walks; the facts that linking makes epoch and batch
/// loops of.
void find_loop(const clang::Stmt& loop, const Key& key, const Key& parent, Gathering& gathering);

/// statements.cpp: statements of training that can stand elsewhere.
void find_statement(const clang::CallExpr& call, Gathering& gathering);

/// sizeless.cpp: batches whose size no other number can take the place of.
void find_rows_of_table(const clang::CXXMemberCallExpr& call, Gathering& gathering);
void find_recursive_batches(const clang::CallExpr& call, Gathering& gathering);
void find_chunks(const clang::CallExpr& call, Gathering& gathering);
void find_summed_turns(const clang::CallExpr& backward, Gathering& gathering);

/// columns.cpp: data in rows side by side, which are the batch.
void find_columns(const clang::CallExpr& call, Gathering& gathering);

} // namespace misfire::reader
