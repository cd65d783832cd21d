// The command line as plain values: what completions and the man page are made from.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace misfire::cli {

struct DescribedOption {
  std::vector<std::string> names; ///< "-j", "--jobs"; of a positional argument one word: "ID"
  bool positional = false;
  bool takes_value = false;
  std::vector<std::string> among; ///< the values that it takes; empty: any
  std::string help;
};

struct DescribedCommand {
  std::string name, help, epilogue;
  std::vector<DescribedOption> options;
};

struct DescribedProgram {
  std::string name, description, version, epilogue;
  std::vector<DescribedCommand> commands; ///< those that the help names
};

/// What the commands added to a program so far say of themselves.
DescribedProgram described(const CLI::App& program);

} // namespace misfire::cli
