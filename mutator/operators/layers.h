// What operators say of layers that they leave alone.
#pragma once

#include "mutator/program/sites/network.h"

#include <string>

namespace misfire::operators {

/// Why a layer has no weight that a fault can be made in; empty for a bias, which is none.
std::string no_weights_of(const Layer& layer);

} // namespace misfire::operators
