// Finds augmentations.
#pragma once

#include "mutator/reader/visit/gathering.h"

namespace misfire::reader {

/// Calls of functions of the program that change a tensor by chance, outside of networks.
void find_augmentation(const clang::CallExpr& call, Gathering& gathering);

} // namespace misfire::reader
