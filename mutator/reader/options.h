// Options of libtorch's modules, optimizers and loaders: a constructor's arguments followed by a chain of
// setters, `Conv2dOptions(1, 32, 3).stride(2).bias(false)`, and where another setter can be written.
#pragma once

#include "mutator/reader/gathering.h"

namespace misfire::reader {

/// The argument of the last `.name(x)` in the chain that the expression is; null if there is none.
const clang::Expr* setter_argument(const clang::Expr& chain, llvm::StringRef name);

/// What the chain starts from: the options' construction, a variable, a call.
const clang::Expr& chain_base(const clang::Expr& chain);

/// The class of an options expression, "torch::nn::Conv2dOptions"; empty if it is no class.
std::string class_name(const clang::Expr& expression);

/// A slot for the option `name` of an options expression: its setter's argument where there is one, the
/// constructor's parameter of that name, else a setter added to the chain. An unwritten option has `implied`
/// for its value; where the chain starts from something that may have set it, nothing is known of it.
/// A named options object is copied as a `type` first: others may use it too.
std::optional<Slot> option_slot(const clang::Expr& options, const std::string& type, llvm::StringRef name,
                                std::optional<Value> implied, const Gathering& gathering);

/// The slot of an expression that stands for the hyperparameter itself.
std::optional<Slot> plain_slot(const clang::Expr& expression, const Gathering& gathering);

} // namespace misfire::reader
