// Tools run through the shell, which opens their directory and joins their streams.
#include "runner/system/tool.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>

namespace misfire {

namespace {

/// Becomes the shell of a command that prints into `output`.
[[noreturn]] void become_shell(const std::string& command, int output) {
  prctl(PR_SET_PDEATHSIG, SIGTERM); // ninja then ends what it has started
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  _exit(127);
}

} // namespace

ToolResult run_tool(const std::vector<std::string>& arguments, const std::string& directory,
                    const std::function<void(const std::string&)>& on_line) {
  const std::string command =
      fmt::format("cd {} && exec {} </dev/null", shell_quoted(directory), shell_command(arguments));
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {127, "cannot make a pipe"};
  const pid_t shell = fork();
  if (shell == 0) become_shell(command, ends[1]);
  close(ends[1]);
  FILE* const pipe = shell < 0 ? nullptr : fdopen(ends[0], "r");
  if (!pipe) {
    close(ends[0]);
    return {127, "cannot start a shell"};
  }
  ToolResult result;
  char* line = nullptr;
  std::size_t capacity = 0;
  for (ssize_t length; (length = getline(&line, &capacity, pipe)) > 0;) {
    std::string text(line, static_cast<std::size_t>(length));
    result.output += text;
    if (on_line) on_line(text.back() == '\n' ? text.substr(0, text.size() - 1) : text);
  }
  free(line);
  std::fclose(pipe);
  int status = 0;
  while (waitpid(shell, &status, 0) < 0 && errno == EINTR) {
  }
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
