// What is trained: the binaries of the baseline and of the mutants.
#pragma once

#include "runner/places.h"
#include "runner/results.h"

#include <map>
#include <set>
#include <string>

namespace misfire {

/// An executable, or why there is none.
struct Binary {
  std::string path;       ///< absolute; empty if unbuildable
  std::string diagnostic; ///< the compiler's message if unbuildable; else empty
  /// Digest of everything it was made from, as compilers see it (building/ingredients.h): mutated sources
  /// with the numbers masked, flags, compiler, runtime.
  std::string digest;
  /// The program that is a host when it runs (runtime/host.cpp), where this is a shared object; else empty.
  std::string host_program = {};
  bool unbuildable() const { return path.empty(); }
};

/// All binaries of a campaign.
struct Built {
  Binary baseline;
  /// By id; mutants whose sources differ only in a number share one path.
  std::map<std::string, Binary> mutants;
  /// Files outside the project and the build folder that the baseline was made from: headers of the system;
  /// and, wherever they lie, what its link line names and nothing of the project is compiled to.
  std::set<std::string> outside;
  std::string manner; ///< digest of how the baseline was made: of all that it was made from but sources
  std::vector<SourceText> sources; ///< what it was made from in the project and the build folder, as written
  Places places;                   ///< by which all these digests call the project and the build folder
  bool keeping = false;            ///< they keep networks, and can be started with them in place of training
  std::string compiler;            ///< what compiled them, for the report: "clang++-19 with a header module"
  std::string note;                ///< why that and not something faster; empty if there is nothing to say
};

} // namespace misfire
