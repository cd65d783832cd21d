// Building by ninja: steps go into a build.ninja, ninja runs what is not up to date.
#pragma once

#include "runner/error.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace misfire {

/// A command that makes one file. It runs in a shell; what it prints goes to `output` + ".log".
struct BuildStep {
  std::string output;
  std::vector<std::string> inputs;
  std::vector<std::string> after; ///< what is made before it, or it is not made; no change of these matters
  std::vector<std::string> command;
  std::string directory;       ///< where it runs
  std::string description;     ///< for people
  bool writes_depfile = false; ///< to `output` + ".d", in the form of GCC's -MD
};

/// The text of a build.ninja.
std::string ninja_text(const std::vector<BuildStep>& steps);

/// Where the messages of a step go.
std::string log_of(const std::string& output);

struct NinjaResult {
  bool succeeded = false;
  bool ran_all = false; ///< every step is up to date, has failed, or needs one that has
  std::string output;   ///< what ninja itself printed
};

/// Writes the steps to `folder`/build.ninja and runs ninja there, on through steps that fail. `progress` is
/// told how many of how many steps are done.
Result<NinjaResult> run_ninja(const std::string& folder, const std::vector<BuildStep>& steps, unsigned jobs,
                              const std::function<void(unsigned, unsigned)>& progress);

/// For each output made by a step with a depfile: the files it was made from, absolute and normalised.
std::map<std::string, std::vector<std::string>> ninja_dependencies(const std::string& folder);

} // namespace misfire
