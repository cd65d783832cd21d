// Divisions of a tensor that are a fault's own when they are left out: of pixels, and of a loss.
#pragma once

#include "mutator/operators/uses.h"

namespace misfire {

/// Whether it scales pixels: a division by 255.
bool scales_pixels(const AtUse& use);

/// Whether it divides the loss by a number that turns are counted by, so that gradients of so many batches
/// are added up before a step: `if ((i + 1) % steps == 0) optimizer.step();`.
bool averages_turns(const AtUse& use);

} // namespace misfire
