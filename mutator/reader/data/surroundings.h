// Where a node stands: the body, and the loop that goes on with one training.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// The body that a node stands in, and the outermost loop around it there that goes on with one training: not
/// that of the folds of a cross-validation, each round of which trains a network of its own.
struct Surroundings {
  const clang::Stmt* body = nullptr;
  const clang::Stmt* loop = nullptr;
};

/// Those of the node visited.
Surroundings surroundings_of(const Gathering& gathering);

} // namespace misfire::reader
