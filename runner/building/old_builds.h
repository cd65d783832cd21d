// Takes away objects and programs that no build has used for a while.
#pragma once

#include "runner/error.h"

#include <chrono>
#include <string>

namespace misfire {

/// Removes, from the build folder of an output folder, mutants and header modules that its build.ninja does
/// not name and that no build has named for `age`; what it names counts as used now. The number of folders
/// that went. Error: one of them cannot be removed.
Result<unsigned> remove_old_builds(const std::string& output, std::chrono::hours age);

} // namespace misfire
