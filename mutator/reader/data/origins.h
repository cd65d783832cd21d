// What an expression is made of: the tensors that are found where it is gone back from, and how they were
// met.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

struct Leaf {
  const clang::ValueDecl* variable;
  const clang::Expr* expression; ///< where it is met
};

struct Origins {
  std::vector<Leaf> inputs, targets;
  bool forward = false;     ///< a forward pass is among it
  bool cut = false;         ///< some of it is a part that is cut or drawn on the way
  bool elements = false;    ///< some of it is an element of a vector that stays
  bool from_loader = false; ///< some of it comes from a dataset, or from where it cannot be followed
};

/// One tensor.
Origins leaf(const clang::ValueDecl& declaration, const clang::Expr& expression, bool input);

/// How it was met, and no tensors.
Origins without_leaves(Origins found);

/// Adds what a part is made of to what the whole is made of. Of one tensor one leaf is enough; of another
/// variable, one for each way in which a part of it is written.
void join(Origins& all, const Origins& part, const Gathering& gathering);

} // namespace misfire::reader
