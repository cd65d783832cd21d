// Tools run through the shell, which opens their directory and joins their streams.
#include "runner/tool.h"

#include <fmt/format.h>

#include <sys/wait.h>

#include <algorithm>
#include <cstdio>

namespace misfire {

ToolResult run_tool(const std::vector<std::string>& arguments, const std::string& directory,
                    const std::function<void(const std::string&)>& on_line) {
  std::string command =
      fmt::format("cd {} && exec {} 2>&1 </dev/null", shell_quoted(directory), shell_command(arguments));
  ToolResult result;
  FILE* pipe = popen(command.c_str(), "r");
  if (!pipe) return {127, "cannot start a shell"};
  char* line = nullptr;
  std::size_t capacity = 0;
  for (ssize_t length; (length = getline(&line, &capacity, pipe)) > 0;) {
    std::string text(line, static_cast<std::size_t>(length));
    result.output += text;
    if (on_line) on_line(text.back() == '\n' ? text.substr(0, text.size() - 1) : text);
  }
  free(line);
  int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

std::string shell_quoted(const std::string& text) {
  const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string quoted = "'";
  for (char letter : text)
    quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

std::string shell_command(const std::vector<std::string>& arguments) {
  std::string command;
  for (const std::string& argument : arguments)
    command += (command.empty() ? "" : " ") + shell_quoted(argument);
  return command;
}

std::string last_lines(const std::string& text, unsigned count) {
  auto lines = std::count(text.begin(), text.end(), '\n') + (text.empty() || text.back() == '\n' ? 0 : 1);
  if (lines <= count) return text;
  std::size_t start = 0;
  for (auto skipped = lines - count; skipped > 0; --skipped)
    start = text.find('\n', start) + 1;
  return fmt::format("({} lines before)\n{}", lines - count, text.substr(start));
}

} // namespace misfire
