// What operators say of layers that they leave alone.
#pragma once

#include "mutator/operators/proposal.h"

#include <string>

namespace misfire::operators {

/// Why the bias of a layer stays that is made by a call of the program's.
inline constexpr const char* made_elsewhere =
    "its bias is said in the function that makes it, and changed there, for all of its calls";

/// Why a layer has no weight that a fault can be made in; empty for a bias, which is none.
std::string no_weights_of(const Layer& layer);

/// Whether a layer is a Linear that is written with as many outputs as inputs: `Linear(64, 64)`.
bool keeps_size(const At<Layer>& layer);

} // namespace misfire::operators
