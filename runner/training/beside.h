// What of a project lies beside the working directory of its runs: programs that are started in build/ read
// ../configs and save into ../models.
#pragma once

#include "runner/configuration/configuration.h"

#include <filesystem>

namespace misfire {

/// The folders beside the working directory, where that is no more than a part of the project: the folder
/// that CMake configured, or, where CMake did not, the one that the output folder lies in. By path, absolute;
/// no hidden ones and no links.
std::vector<std::string> folders_beside(const Configuration& configuration);

/// Whether a path is the folder, or lies in it, as both are written.
bool is_within(const std::filesystem::path& path, const std::filesystem::path& folder);

} // namespace misfire
