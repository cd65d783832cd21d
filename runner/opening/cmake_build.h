// Has CMake build what misfire is to read.
#pragma once

#include "runner/opening/cmake_file_api.h"

namespace misfire {

/// The cmake that made the build directory, else the one in PATH; empty without one.
std::string find_cmake(const std::string& build);

/// Where the output of a build that failed is kept, in the build directory.
std::string log_of_build(const std::string& build);

/// Runs `cmake --build` for one target, so that generated files exist and the model is up to date; where it
/// has been built before, and by Ninja, only for what must be there before it is compiled. Does nothing where
/// cmake is gone. Error: it fails, with the first error of its output, and where that is kept.
Result<void> prepare_target(const std::string& build_directory, const CMakeTarget& target);

} // namespace misfire
