// The step that a schedule written by hand is asked for.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Adds the use "scheduled step" of what a rate is computed as, given the number of steps wherever it is
/// read. One number alone can be that: the whole number that a function of the program is given first, or the
/// only one in the expression, if it counts and nothing changes it while the rate is computed.
void add_scheduled_step(const clang::Expr& rate, Gathering& gathering);

} // namespace misfire::reader
