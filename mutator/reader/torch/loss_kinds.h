// libtorch's loss functions and loss modules, and the reductions that they are made with.
#pragma once

#include "mutator/program/sites/objective.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include <optional>
#include <string>

namespace misfire::reader {

struct LossKind {
  llvm::StringRef function; ///< libtorch's functional name
  llvm::StringRef module;   ///< its module, without namespace and Impl
  Form form;
};

/// The loss function that libtorch calls so; null for all else.
const LossKind* loss_named(llvm::StringRef function);

/// The loss whose module, or holder of it, the class is; null for all else.
const LossKind* loss_of_module(const clang::CXXRecordDecl* record);

/// The reduction that at::Reduction's numbers and torch::kMean's types stand for: "mean", "sum", "none";
/// empty where it is not known.
std::string reduction_of(const clang::Expr& expression, const clang::ASTContext& context);

/// The reduction that an options chain says, or has by default; empty where it is not known.
std::string reduction_in(const clang::Expr& options, const clang::ASTContext& context);

/// Whether the options of a criterion say no more than a reduction, a weight and what is ignored.
bool are_usual_loss_options(const clang::Expr& options, const clang::ASTContext& context);

/// The reduction of a criterion that is made here without weight and ignore_index: the value by which linking
/// follows it through parameters, members and functions; with `and_more_options` behind it where its options
/// say more. Nothing for all else.
std::optional<Value> reduction_made_by(const clang::Expr& expression, const clang::ASTContext& context);

} // namespace misfire::reader
