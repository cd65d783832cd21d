// Walks over kept/. What cannot be read counts as if it were not there.
#include "runner/campaign/kept_folders.h"

#include "runner/system/text_file.h"

#include <algorithm>

namespace misfire {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (std::error_code unknown; entry->is_regular_file(unknown)) bytes += entry->file_size(unknown);
  return bytes;
}

std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (std::error_code unknown; entry->is_directory(unknown)) folders.push_back(entry->path());
  std::ranges::sort(folders);
  return folders;
}

void put_mark(const fs::path& trial, const char* name, const std::string& text) {
  std::error_code ignored;
  fs::create_directories(trial, ignored);
  static_cast<void>(write_text(trial / name, text));
}

void remove_mark(const fs::path& trial, const char* name) {
  std::error_code ignored;
  fs::remove(trial / name, ignored);
}

void remove_runs(const fs::path& trial) {
  std::error_code ignored;
  for (const fs::path& run : folders_in(trial))
    fs::remove_all(run, ignored);
}

} // namespace misfire
