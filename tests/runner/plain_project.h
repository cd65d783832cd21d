// A CMake project of plain C++, small enough to be configured and built in a second, for tests of opening and
// building.
#pragma once

#include "runner/system/tool.h"
#include "tests/runner/temporary_folder.h"

#include <gtest/gtest.h>

namespace misfire::testing {

/// Writes CMakeLists.txt with the usual first lines before `targets`.
inline void write_project(const TemporaryFolder& folder, const std::string& targets) {
  write_file(folder / "CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\nproject(plain CXX C)\n"
                                        "set(CMAKE_CXX_STANDARD 17)\nset(CMAKE_BUILD_TYPE Release)\n" +
                                            targets);
}

/// Configures the project into its folder build/.
inline void configure(const TemporaryFolder& folder, const std::string& generator = "Ninja",
                      const std::vector<std::string>& more = {}) {
  std::vector<std::string> command = {"cmake", "-G", generator, "-S", folder.path, "-B", folder / "build"};
  command.insert(command.end(), more.begin(), more.end());
  ToolResult run = run_tool(command, "/");
  ASSERT_TRUE(run.succeeded()) << run.output;
}

} // namespace misfire::testing
