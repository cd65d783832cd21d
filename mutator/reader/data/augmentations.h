// Finds augmentations.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Calls, outside of networks, of functions of the program that make of the numbers of the only tensor that
/// they are given another one by chance: the use "augmentation" of that tensor.
void find_augmentation(const clang::CallExpr& call, Gathering& gathering);

} // namespace misfire::reader
