// Folders that may stand elsewhere tomorrow, and the names that stand for them in digests.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace misfire {

/// Folders, absolute and normalised, with their names: {"/home/a/project", "<project>"}. Of two that lie in
/// each other the inner one counts where both do.
using Places = std::vector<std::pair<std::string, std::string>>;

} // namespace misfire
