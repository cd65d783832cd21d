// What runs depend on beside the program's own sources: its data, the headers, compiler and libraries of the
// system.
#pragma once

#include "runner/binary.h"
#include "runner/configuration/configuration.h"

namespace misfire {

/// A digest that changes when one of these does:
///   what `data` names in misfire.yml, and every argument that names a file or folder: by content up to
///   256 MiB a path, above that by size and time; what misfire and CMake write under it does not count;
///   files outside the project that the baseline was made from (Built::outside), and the shared libraries
///   that it loads: by size and time.
/// Whether a path is there is part of it. Error: data that is there cannot be read.
Result<std::string> digest_of_surroundings(const Configuration& configuration, const Built& built);

/// The shared libraries that a program loads, absolute, as ldd tells them; empty where it cannot.
std::vector<std::string> libraries_of(const std::string& program);

} // namespace misfire
