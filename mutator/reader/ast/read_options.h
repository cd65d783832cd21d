// Which files of a unit are the subject's.
#pragma once

#include <string>

namespace misfire {

/// Whose files are read for sites: those under `project` that are neither system headers nor under `build`.
struct ReadOptions {
  std::string project;
  std::string build; ///< may be empty
};

} // namespace misfire
