// Asks CMake's cache where the project begins.
#include "runner/training/beside.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace misfire {

namespace fs = std::filesystem;

namespace {

fs::path project_of(const Configuration& configuration) {
  std::ifstream cache(fs::path(configuration.build) / "CMakeCache.txt");
  const std::string home = "CMAKE_HOME_DIRECTORY:INTERNAL=";
  for (std::string line; std::getline(cache, line);)
    if (line.starts_with(home)) return line.substr(home.size());
  return fs::path(configuration.output).parent_path();
}

} // namespace

bool is_within(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

std::vector<std::string> folders_beside(const Configuration& configuration) {
  const fs::path directory = configuration.directory;
  std::vector<std::string> folders;
  if (!is_within(directory.parent_path(), project_of(configuration))) return folders;
  std::error_code error;
  for (fs::directory_iterator entry(directory.parent_path(), error), end; !error && entry != end;
       entry.increment(error)) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    std::error_code ignored;
    if (hidden || entry->path() == directory || entry->is_symlink(ignored)) continue;
    if (entry->is_directory(ignored)) folders.push_back(entry->path());
  }
  std::ranges::sort(folders);
  return folders;
}

} // namespace misfire
