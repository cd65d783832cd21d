// Writes beside the file, then renames.
#include "runner/text_file.h"

#include <fmt/format.h>
#include <fstream>

namespace misfire {

namespace fs = std::filesystem;

Result<void> write_text(const fs::path& path, const std::string& text) {
  const fs::path beside = path.string() + ".new";
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (!error) {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file << text << std::flush;
    if (!file) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) fs::rename(beside, path, error);
  if (error) return failure(fmt::format("Writing {} failed: {}.", path.string(), error.message()));
  return {};
}

} // namespace misfire
