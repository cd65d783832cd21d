// Writes beside the file, then renames.
#include "runner/system/text_file.h"

#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <fstream>

namespace misfire {

namespace fs = std::filesystem;

Result<std::string> read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  for (std::array<char, 65536> part{}; file.read(part.data(), part.size()) || file.gcount();)
    text.append(part.data(), std::size_t(file.gcount()));
  if (!file.is_open() || file.bad())
    return failure(fmt::format("Reading {} failed: it is not there or cannot be read.", path.string()));
  return text;
}

Result<void> write_text(const fs::path& path, const std::string& text) {
  const fs::path beside = path.string() + ".new";
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (!error) {
    errno = 0;
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) error = {errno ? errno : EIO, std::generic_category()};
  }
  if (!error) fs::rename(beside, path, error);
  if (!error) return {};
  std::error_code ignored;
  fs::remove(beside, ignored); // a part of it takes room that may be scarce
  return failure(fmt::format("Writing {} failed: {}.", path.string(), error.message()));
}

} // namespace misfire
