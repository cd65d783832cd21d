// Runs a command's action and turns its error into an exit code.
#include "cli/command.h"

#include <unistd.h>

namespace misfire::cli {

void hand_out(const std::string& text) {
  fmt::print("{}", isatty(STDOUT_FILENO) ? terminal_text(text) : text);
}

int report_error(const Error& error) {
  fmt::print(stderr, "misfire: {}\n", terminal_text(error.message));
  return error.fault == Fault::baseline ? baseline_fails : bad_request;
}

void on_call(CLI::App& command, int& exit_code, Action action) {
  set_callback(command, [action = std::move(action), &exit_code] {
    const Result<int> result = action();
    exit_code = result ? *result : report_error(result.error());
  });
}

void add_config_option(CLI::App& command, std::string& path) {
  add_option(command, "--config", &path, "the configuration (default: misfire.yml here)");
}

} // namespace misfire::cli
