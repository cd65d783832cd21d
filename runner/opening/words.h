// A command as its words, and paths as they are meant in its folder.
#pragma once

#include <string>
#include <vector>

namespace misfire {

/// The words of a command, quoted as for a shell.
std::vector<std::string> command_words(const std::string& command);

/// A path, absolute or from `directory`, without `.` and `..`.
std::string normal(const std::string& path, const std::string& directory);

} // namespace misfire
