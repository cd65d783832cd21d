// How options of libtorch's modules, optimizers and loaders can be written to: slots of what is set, and of
// what is not set yet.
#pragma once

#include "mutator/reader/torch/chains.h"
#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// A slot for the option `name` of an options expression: its setter's argument where there is one, the
/// constructor's parameter of that name, else a setter added to the chain. An unwritten option has `implied`
/// for its value; where the chain starts from something that may have set it, nothing is known of it.
/// A named options object is copied as a `type` first: others may use it too.
std::optional<Slot> option_slot(const clang::Expr& options, const std::string& type, llvm::StringRef name,
                                std::optional<Value> implied, const Gathering& gathering);

/// The slot of an expression that stands for the hyperparameter itself.
std::optional<Slot> plain_slot(const clang::Expr& expression, const Gathering& gathering);

/// What an options object in a local variable is given for an option, by a statement or where it is made, if
/// one place alone reads the object, and it is written there; null for all else.
const clang::Expr* option_written_apart(const clang::Expr& options, llvm::StringRef name,
                                        const Gathering& gathering);

} // namespace misfire::reader
