// Replaces paths by names, so that digests stay when a folder moves.
#pragma once

#include "runner/places.h"

namespace misfire {

/// A text in which the folders' names stand in place of their paths: "-I/home/a/project/include" becomes
/// "-I<project>/include".
std::string placed(std::string text, Places places);

} // namespace misfire
