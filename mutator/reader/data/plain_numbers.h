// Samples that are plain numbers until the loop that trains makes tensors of some of them.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Says of what holds the samples of a loss that `loop` puts together number by number, that they are left
/// alone. Nothing is said where there are none.
void say_plain_numbers(const clang::Expr& loss, const clang::Stmt& loop, Gathering& gathering);

} // namespace misfire::reader
