// A function that trains or only evaluates, by a flag or by what it is handed: read as two functions.
#pragma once

#include "mutator/program/join.h"

namespace misfire {

/// The function, loop or variable of the calls that do not train, of one that stands in a function that is
/// read as two.
Key apart(const Key& key);

/// Finds functions that step an optimizer under a condition on a parameter, `if (optimizer)`, `if (train)`,
/// and are called with a constant for which that does not hold. Such calls become calls of another function,
/// which is the same without the steps; so that what they are given is no training data. Where all calls of
/// a function are so, nothing changes.
void split_by_flags(ProgramFacts& facts);

} // namespace misfire
