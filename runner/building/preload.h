// What a host loads before its first run, so that no run waits for it.
#pragma once

#include "runner/error.h"

#include <string>
#include <vector>

namespace misfire {

/// Lists these shared libraries, in this order, where the host (runtime/host.cpp) looks for them; but none of
/// those that construct something when they are loaded, which each run must do for itself, after its seed.
Result<void> write_preload(const std::string& host, const std::vector<std::string>& libraries);

} // namespace misfire
