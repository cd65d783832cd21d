// The facts of a program's units: read, or remembered where nothing that they depend on has changed.
#pragma once

#include "mutator/reader/read.h"

namespace misfire::cli {

/// In the order of `commands`. `output` is the output folder, in which they are remembered; empty: they are
/// not.
std::vector<UnitFacts> facts_of_units(const std::vector<UnitCommand>& commands, const ReadOptions& options,
                                      const std::string& output);

} // namespace misfire::cli
