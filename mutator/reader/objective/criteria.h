// Criteria: what the options and the construction of a loss say.
#pragma once

#include "mutator/reader/torch/loss_kinds.h"
#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Reads reduction, weight and ignore_index from an options chain.
void read_loss_options(const clang::Expr& options, Loss& loss, const Gathering& gathering);

/// Reads what the initialisation of a criterion says, through
/// `register_module("criterion", CrossEntropyLoss(...))` as well. Nothing where that is out of sight.
void read_criterion(const clang::ValueDecl& criterion, Loss& loss, const Gathering& gathering);

/// The same of a construction.
void read_construction(const clang::Expr& expression, Loss& loss, const Gathering& gathering);

} // namespace misfire::reader
