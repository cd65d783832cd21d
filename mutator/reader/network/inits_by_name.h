// Finds initialisations that are chosen by name.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Conditions that tell biases by their name, where they are filled with one number: the use "init by name"
/// of the tensor that is filled.
void find_init_by_name(const clang::IfStmt& choice, Gathering& gathering);

} // namespace misfire::reader
