// What gradients are taken of: `loss.backward()`, `backward({loss})`, `grad({loss}, net->parameters())`.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// The loss that a call takes the gradients of parameters of; null for a call that takes none, or those of
/// several losses at once.
const clang::Expr* loss_under(const clang::CallExpr& call, const Gathering& gathering);

} // namespace misfire::reader
