// Finds the build's cmake and runs it.
#include "runner/opening/cmake_build.h"

#include "runner/opening/build_failure.h"
#include "runner/system/tool.h"

#include <fmt/format.h>
#include <llvm/Support/Program.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

namespace misfire {
namespace {

namespace fs = std::filesystem;

/// An internal entry of CMakeCache.txt; empty where there is none.
std::string cached(const std::string& build, const std::string& name) {
  std::ifstream cache(build + "/CMakeCache.txt");
  const std::string key = name + ":INTERNAL=";
  for (std::string line; std::getline(cache, line);)
    if (line.starts_with(key)) return line.substr(key.size());
  return "";
}

} // namespace

std::string find_cmake(const std::string& build) {
  std::string own = cached(build, "CMAKE_COMMAND");
  if (fs::exists(own)) return own;
  auto in_path = llvm::sys::findProgramByName("cmake");
  return in_path ? *in_path : "";
}

std::string log_of_build(const std::string& build) {
  return build + "/misfire-build.log";
}

Result<void> prepare_target(const std::string& build_directory, const CMakeTarget& target) {
  const std::string cmake = find_cmake(build_directory);
  if (cmake.empty()) return {};
  const std::string cores = std::to_string(std::max(1u, std::thread::hardware_concurrency()));
  const auto make = [&](const std::string& what) {
    return run_tool({cmake, "--build", build_directory, "--target", what, "--parallel", cores},
                    build_directory);
  };
  const auto exists = [](const std::string& file) { return fs::exists(file); };
  const bool was_built = std::any_of(target.artifacts.begin(), target.artifacts.end(), exists);
  if (was_built && cached(build_directory, "CMAKE_GENERATOR") == "Ninja" &&
      make("cmake_object_order_depends_target_" + target.name).succeeded())
    return {};
  const ToolResult run = make(target.name);
  if (!run.succeeded())
    return failure(build_failure(
        fmt::format(
            "`cmake --build {} --target {}` fails; the program must build as it is before it can be mutated.",
            build_directory, target.name),
        run.output, log_of_build(build_directory)));
  return {};
}

} // namespace misfire
