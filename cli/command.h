// What all commands share: how they join the program, and how their errors become exit codes.
#pragma once

#include "cli/command_line.h"
#include "runner/error.h"
#include "runner/system/terminal_text.h"

#include <fmt/format.h>
#include <utility>

namespace misfire::cli {

/// The program's exit codes.
enum ExitCode {
  done = 0,
  bad_request = 1,     ///< usage or configuration
  under_threshold = 2, ///< the score is under the one asked for
  baseline_fails = 4,
  bug = 70,
  interrupted = 130 ///< as a shell reports SIGINT
};

/// Prints on standard output for people: with what a terminal would obey written out (terminal_text).
template <typename... Values>
void say(fmt::format_string<Values...> format, Values&&... values) {
  fmt::print("{}", terminal_text(fmt::format(format, std::forward<Values>(values)...)));
}

/// Prints what another program may read, a diff: to the byte, but on a terminal as say() does.
void hand_out(const std::string& text);

/// Prints an error, and gives its exit code.
int report_error(const Error& error);

/// What a command does: its exit code, or why it could not be done.
using Action = std::function<Result<int>()>;

/// Lets a subcommand do this when the command line names it. `exit_code` must outlive the parsing.
void on_call(CLI::App& command, int& exit_code, Action action);

/// Adds --config, the path of misfire.yml.
void add_config_option(CLI::App& command, std::string& path);

struct Closing;

/// Adds --threshold and --allow-survivors.
void add_closing_options(CLI::App& command, Closing& closing);

void add_init(CLI::App& app, int& exit_code);
void add_list(CLI::App& app, int& exit_code);
void add_mutate(CLI::App& app, int& exit_code);
void add_show(CLI::App& app, int& exit_code);
void add_run(CLI::App& app, int& exit_code);
void add_report(CLI::App& app, int& exit_code);
void add_compare(CLI::App& app, int& exit_code);
void add_completion(CLI::App& app, int& exit_code);
void add_operators(CLI::App& app, int& exit_code);
void add_task(CLI::App& app, int& exit_code);
void add_merge(CLI::App& app, int& exit_code);
void add_inputs(CLI::App& app, int& exit_code);
void add_status(CLI::App& app, int& exit_code);
void add_clean(CLI::App& app, int& exit_code);
void add_doctor(CLI::App& app, int& exit_code);

} // namespace misfire::cli
