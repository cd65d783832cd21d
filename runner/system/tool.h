// Runs a tool to its end (cmake, ninja, a compiler) and hands over what it prints.
#pragma once

#include "runner/error.h"

#include <functional>
#include <string>
#include <vector>

namespace misfire {

struct ToolResult {
  int status = 0; ///< exit status; 128 + signal where a signal ended it; 127 where there is no such program
  std::string output; ///< both streams, as printed
  bool succeeded() const { return status == 0; }
};

/// Starts `arguments[0]` (looked up in PATH where it has no slash) in `directory`, with nothing on its
/// standard input, and waits for it. `on_line` is told each line as it is printed.
ToolResult run_tool(const std::vector<std::string>& arguments, const std::string& directory,
                    const std::function<void(const std::string&)>& on_line = {});

/// The text as one word of a POSIX shell.
std::string shell_quoted(const std::string& text);

/// All the words of a command, quoted where needed, with spaces between.
std::string shell_command(const std::vector<std::string>& arguments);

/// The last `count` lines of a text, with a line that says how many are left out before them.
std::string last_lines(const std::string& text, unsigned count);

} // namespace misfire
