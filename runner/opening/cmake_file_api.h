// What CMake's File API says of a build: targets, how their sources are compiled, how they are linked.
// https://cmake.org/cmake/help/latest/manual/cmake-file-api.7.html, object kinds codemodel-v2, toolchains-v1.
#pragma once

#include "runner/error.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace misfire {

/// A source of a target. One without arguments is not compiled (a header, an object of an object library).
struct TargetSource {
  std::string path;     ///< absolute, normalised
  std::string language; ///< "CXX"; empty where it is not compiled
  std::vector<std::string> arguments;
};

struct CMakeTarget {
  std::string name;
  std::string type;             ///< "EXECUTABLE", "STATIC_LIBRARY", "SHARED_LIBRARY", "OBJECT_LIBRARY" ...
  std::string directory;        ///< where its commands run: relative paths in them start there
  std::string object_directory; ///< where CMake puts its objects
  std::vector<std::string> artifacts; ///< absolute
  std::vector<TargetSource> sources;
  std::vector<std::string> dependencies; ///< ids of other targets
  std::string link_language;
  std::vector<std::string> link_flags;     ///< ahead of the objects
  std::vector<std::string> link_libraries; ///< behind them
};

struct CMakeModel {
  std::string source; ///< the project's top folder
  std::string build;
  std::map<std::string, CMakeTarget> targets;   ///< by id
  std::map<std::string, std::string> compilers; ///< absolute paths, by language
};

/// The model of a build directory, of its Release configuration where it has several. Where CMake has not
/// answered misfire's query yet, the query is written and `cmake BUILD_DIR` runs again. Errors: not a build
/// directory, no reply and no cmake, a cmake that fails or is older than 3.20.
Result<CMakeModel> read_cmake_model(const std::string& build_directory);

} // namespace misfire
