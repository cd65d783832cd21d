// Reads and writes whole text files.
#pragma once

#include "runner/error.h"

#include <filesystem>

namespace misfire {

/// All that a file holds. Error: it cannot be read.
Result<std::string> read_text(const std::filesystem::path& path);

/// Writes a file and the folders it lies in; readers see the old text or the new, never a part. Error: it
/// cannot be written.
Result<void> write_text(const std::filesystem::path& path, const std::string& text);

} // namespace misfire
