// What runs depend on beside the program's own sources: its data, the headers, compiler and libraries of the
// system.
#pragma once

#include "runner/binary.h"
#include "runner/configuration/configuration.h"

namespace misfire {

struct Surroundings {
  /// A digest of what `data` names in misfire.yml, and of every argument that names a file or folder: by
  /// content up to 256 MiB a path, above that by size and time; what misfire and CMake write under it does
  /// not count.
  std::string data;
  /// A digest of files outside the project that the baseline was made from (Built::outside), and of the
  /// shared libraries that it loads: by content.
  std::string system;
  bool operator==(const Surroundings&) const = default;
};

/// Surroundings::data alone, with the same errors.
Result<std::string> digest_of_data(const Configuration& configuration, const Places& places);

/// Digests by suite: of its arguments, environment and data. Error: data cannot be read.
Result<std::map<std::string, std::string>> conditions_of_suites(const Configuration& configuration,
                                                                const Places& places);

/// Whether a path is there is part of it, and for what lies in the project, where in it. The contents of
/// large files are remembered in the output folder. Error: what is there cannot be read.
Result<Surroundings> surroundings_of(const Configuration& configuration, const Built& built);

/// The shared libraries that a program loads, absolute, as ldd tells them; empty where it cannot.
std::vector<std::string> libraries_of(const std::string& program);

} // namespace misfire
