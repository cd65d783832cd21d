// A command as its words, and paths as they are meant in its folder.
#pragma once

#include <string>
#include <vector>

namespace misfire {

/// The words of a command, quoted as for a shell.
std::vector<std::string> command_words(const std::string& command);

/// A path, absolute or from `directory`, without `.` and `..`.
std::string normal(const std::string& path, const std::string& directory);

/// Words of a link line with the folder of the program that they link in place of $ORIGIN, by which the
/// dynamic linker finds that folder: what misfire links stands elsewhere.
std::vector<std::string> with_origin(std::vector<std::string> words, const std::string& folder);

} // namespace misfire
