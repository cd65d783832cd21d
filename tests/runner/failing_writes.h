// Writes of this process to files, counted, and failed or looked at from one of them on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace misfire::testing {

/// What is done about writes below a folder, but not below its logs and cells: what runs write there is not
/// misfire's.
struct WatchedWrites {
  std::string folder;                     ///< empty: nothing is counted
  std::uint64_t made = 0;                 ///< so far
  std::uint64_t last = std::uint64_t(-1); ///< after so many the disk is full
  std::function<void()> in_between = {};  ///< called in the middle of each, when half of it is written
};

/// Of this process.
WatchedWrites& watched_writes();

} // namespace misfire::testing
