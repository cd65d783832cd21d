// Whether a network has anything that training and evaluation mode change.
#pragma once

#include "mutator/program/training_program.h"

namespace misfire::operators {

/// False where it is certain that no layer asks for its mode: no header that the program includes beside its
/// own and libtorch's names libtorch, and none of its texts names what asks.
bool may_ask_for_mode(const TrainingProgram& program);

} // namespace misfire::operators
