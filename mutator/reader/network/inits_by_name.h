// Finds initialisations that are chosen by name.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Conditions that hold where the key of an entry has "bias" in it, is it, or ends so, and where the value of
/// that entry, as a whole, is filled with one number then: the use "init by name" of that value.
void find_init_by_name(const clang::IfStmt& choice, Gathering& gathering);

} // namespace misfire::reader
