// Layers that functions of the program's make, at the calls of these.
#pragma once

#include "mutator/program/site.h"

#include <vector>

namespace misfire {

/// Leaves out the layers at calls of functions that are called at one place alone: what such a function makes
/// is that layer already.
std::vector<Site> without_only_calls(std::vector<Site> sites);

/// Whether one of the two is what a function makes, and the other what one of its calls gives: the same
/// layer.
bool are_one_layer(const Site& site, const Site& other);

} // namespace misfire
