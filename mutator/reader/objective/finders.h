// The finders of what is minimised: losses and penalties.
#pragma once

#include "mutator/reader/visit/finder.h"

namespace misfire::reader {

/// The table of this folder.
const FinderTable& objective_finders();

/// penalties.cpp: terms of a sum that depend on parameters alone.
void find_penalty(const clang::CXXOperatorCallExpr& sum, Gathering& gathering);

/// losses.cpp: libtorch's loss functions and modules, and what backward() is called on.
void find_loss(const clang::CallExpr& call, Gathering& gathering);
void find_backward(const clang::CallExpr& call, Gathering& gathering);

/// losses_by_hand_finder.cpp: losses that the program computes itself, where they are known ones.
void find_written_loss(const clang::CallExpr& call, Gathering& gathering);

} // namespace misfire::reader
