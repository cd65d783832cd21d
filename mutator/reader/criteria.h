// Criteria: libtorch's loss functions and loss modules, and what the construction of a module says.
#pragma once

#include "mutator/reader/gathering.h"

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

/// Reads reduction, weight and ignore_index from an options chain.
void read_loss_options(const clang::Expr& options, Loss& loss, const Gathering& gathering);

/// Reads what the initialisation of a criterion says, through
/// `register_module("criterion", CrossEntropyLoss(...))` as well. Nothing where that is out of sight.
void read_criterion(const clang::ValueDecl& criterion, Loss& loss, const Gathering& gathering);

/// The same of a construction.
void read_construction(const clang::Expr& expression, Loss& loss, const Gathering& gathering);

/// The reduction of a criterion that is made here without weight and ignore_index: the value by which linking
/// follows it through parameters, members and functions. Nothing for all else.
std::optional<Value> reduction_made_by(const clang::Expr& expression, const clang::ASTContext& context);

} // namespace misfire::reader
