// The subject: the training program under test, with how it is compiled, linked and run.
#pragma once

#include <string>
#include <vector>

namespace misfire {

/// One source file of the subject and its own compile command, without the source, -o, -c and dependency
/// options.
struct Unit {
  std::string source;                 ///< absolute, normalised
  std::string directory;              ///< where the compiler is started
  std::string compiler;               ///< absolute path
  std::vector<std::string> arguments; ///< flags, definitions and include directories, in order
  std::string language;               ///< "CXX" or "C"; only C++ is read and mutated
  /// The static library of the project that it belongs to, from which a linker takes only the objects it
  /// needs; empty for an object that is always linked.
  std::string archive;
  /// C++ that Clang cannot read: nothing in it is mutated, and its own compiler builds it whatever builds the
  /// others.
  bool refused_by_clang = false;
  bool operator==(const Unit&) const = default;
};

/// The subject's own link command: driver, then the pieces around its objects. The project's own libraries
/// are not among them: their objects are linked in their place.
struct LinkCommand {
  std::string directory;
  std::string driver;              ///< the compiler that links
  std::vector<std::string> before; ///< flags ahead of the objects
  std::vector<std::string> after;  ///< libraries and flags behind the objects
  bool operator==(const LinkCommand&) const = default;
};

/// A training program, opened. Paths are absolute.
struct Subject {
  std::string target;
  /// The project's source folder (CMake's, of the top level). Files under it that are neither system headers
  /// nor in the build folder are the subject's: they are read and mutated. What is shown is relative to
  /// TrainingProgram::root.
  std::string project;
  std::string build;       ///< the build folder; generated files in it are compiled but never mutated
  std::vector<Unit> units; ///< the target's and its own libraries', each source once per command
  LinkCommand link;
  std::vector<std::string> arguments; ///< of a run
  std::string directory;              ///< the working directory of a run
  bool operator==(const Subject&) const = default;
};

} // namespace misfire
