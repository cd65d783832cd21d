// How much memory there is, and how much of it a run may hold.
#pragma once

#include "runner/configuration/configuration.h"

namespace misfire {

/// The machine's memory in bytes, or what its control group leaves of it.
std::uint64_t memory_of_machine();

/// What each of `jobs` runs side by side may hold, in bytes.
std::uint64_t memory_of_a_run(const MemoryLimit& limit, unsigned jobs);

} // namespace misfire
