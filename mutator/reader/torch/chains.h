// Options of libtorch's modules, optimizers and loaders: a constructor's arguments followed by a chain of
// setters, `Conv2dOptions(1, 32, 3).stride(2).bias(false)`.
#pragma once

#include <clang/AST/ExprCXX.h>

#include <string>

namespace misfire::reader {

/// The argument of the last `.name(x)` in the chain that the expression is; null if there is none.
const clang::Expr* setter_argument(const clang::Expr& chain, llvm::StringRef name);

/// What the chain starts from: the options' construction, a variable, a call.
const clang::Expr& chain_base(const clang::Expr& chain);

/// The class of an options expression, "torch::nn::Conv2dOptions"; empty if it is no class.
std::string class_name(const clang::Expr& expression);

/// Whether the options that a module is made with are given as such: `Linear(LinearOptions(784, 64))`.
bool are_options(const clang::Expr& argument);

} // namespace misfire::reader
