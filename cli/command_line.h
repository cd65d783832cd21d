// How commands say their options. The library that parses the command line is seen by command_line.cpp and
// main.cpp alone: each file that includes it takes seconds more to compile.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace misfire::cli {

/// Where a value goes that the command line gives; it must outlive the parsing. For a truth value the option
/// is a flag.
using OptionTarget = std::variant<bool*, std::string*, std::vector<std::string>*, unsigned*, double*,
                                  std::optional<int>*, std::optional<double>*>;

/// What else holds of an option.
struct OptionRules {
  bool required = false;
  bool positive = false;           ///< a number over 0
  bool share = false;              ///< a number from 0 to 1
  std::vector<std::string> among;  ///< the texts that it takes; empty: any
  bool shows_default = false;      ///< the help says the value that the target has
  std::string shown;               ///< what the help shows for the value; empty: its type
  CLI::Option* needs = nullptr;    ///< it is taken only beside that one
  CLI::Option* excludes = nullptr; ///< ... only without that one
};

/// A subcommand. Without help it is not in the program's help either.
CLI::App& add_command(CLI::App& app, const std::string& name, const std::string& help);

/// An option ("--jobs", "-j,--jobs") or a positional argument ("ID").
CLI::Option& add_option(CLI::App& command, const std::string& name, OptionTarget target,
                        const std::string& help, const OptionRules& rules = {});

/// An option that takes one of several names; `chosen` is told which.
CLI::Option& add_named_option(CLI::App& command, const std::string& name,
                              const std::vector<std::string>& names,
                              const std::function<void(const std::string&)>& chosen, const std::string& help,
                              const std::string& shown);

/// The same where each name stands for a value.
template <typename T>
CLI::Option& add_choice(CLI::App& command, const std::string& name, T& target,
                        const std::vector<std::pair<std::string, T>>& values, const std::string& help,
                        const std::string& shown) {
  std::vector<std::string> names;
  for (const auto& [known, value] : values)
    names.push_back(known);
  return add_named_option(
      command, name, names,
      [&target, values](const std::string& chosen) {
        for (const auto& [known, value] : values)
          if (known == chosen) target = value;
      },
      help, shown);
}

/// A program of several commands.
struct CommandLine {
  std::string name, description, version;
  std::string epilogue; ///< what the help ends in
  std::vector<void (*)(CLI::App&, int&)> commands;
};

/// Runs the command that the arguments name. Gives its exit code; `refused` where they are none that it
/// takes, which is said on stderr.
int run_command_line(const CommandLine& program, int argc, char** argv, int refused);

/// What the command's help ends in.
void set_epilogue(CLI::App& command, const std::string& text);

/// Has a subcommand done when the command line names it.
void set_callback(CLI::App& command, std::function<void()> callback);

} // namespace misfire::cli
