// Which known loss an expression is that is written by hand.
#pragma once

#include "mutator/program/sites/objective.h"
#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// What is reduced, and how: signs and numbers that it is multiplied by are left away.
struct Reduced {
  const clang::Expr* inner = nullptr;
  std::string reduction;
  bool negative = false;
};

/// Whether the expression has a sign of its own: `-x`, `x.neg()`.
bool has_sign(const clang::Expr& expression);

/// `-x.sum(1).mean()`: the outermost reduction is what samples are reduced by; empty where there is none.
Reduced reduced_in(const clang::Expr& expression);

/// A known loss, and what it takes.
struct KnownLoss {
  std::string function; ///< as in Loss
  Form form;
  std::string predictions, target; ///< as they can be written in a call
  std::string obstacle;            ///< why no other loss can be written there; empty if one can
};

/// The loss that a reduction in the body visited computes; nothing for what is none, or none that is known.
std::optional<KnownLoss> known_loss(const Reduced& reduced, const Gathering& gathering);

} // namespace misfire::reader
