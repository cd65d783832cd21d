// Compares folders with the last build.ninja.
#include "runner/building/old_builds.h"

#include "runner/system/text_file.h"

#include <fmt/format.h>
#include <vector>

namespace misfire {

namespace fs = std::filesystem;

namespace {

/// The folders that a build makes for single mutants and modules.
std::vector<fs::path> made_folders(const fs::path& build) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(build / "mutants", error), end; !error && entry != end;
       entry.increment(error))
    folders.push_back(entry->path());
  for (fs::directory_iterator entry(build, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().starts_with("module-")) folders.push_back(entry->path());
  return folders;
}

} // namespace

Result<unsigned> remove_old_builds(const std::string& output, std::chrono::hours age) {
  const fs::path build = fs::path(output) / "build";
  const Result<std::string> plan = read_text(build / "build.ninja");
  if (!plan) return 0; // nothing was built yet
  const auto now = fs::file_time_type::clock::now();
  unsigned removed = 0;
  for (const fs::path& folder : made_folders(build)) {
    std::error_code error;
    if (plan->find("/" + folder.filename().string() + "/") != plan->npos) {
      fs::last_write_time(folder, now, error);
      continue;
    }
    if (now - fs::last_write_time(folder, error) < age || error) continue;
    fs::remove_all(folder, error);
    if (error) return failure(fmt::format("Removing {} failed: {}.", folder.string(), error.message()));
    ++removed;
  }
  return removed;
}

} // namespace misfire
