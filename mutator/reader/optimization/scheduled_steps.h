// The step that a schedule written by hand is asked for.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Adds the use of a number of steps that a rate is computed of, where one number alone can be that: the
/// whole number that a function of the program is given first, or the only one in an expression that changes.
void add_scheduled_step(const clang::Expr& rate, Gathering& gathering);

} // namespace misfire::reader
