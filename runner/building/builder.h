// Compiles the baseline and every mutant, each from its own plain source, by a generated build.ninja.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/building/compiler.h"
#include "runner/error.h"
#include "runner/subject.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace misfire {

/// An executable, or why there is none.
struct Binary {
  std::string path;       ///< absolute; empty if unbuildable
  std::string diagnostic; ///< the compiler's message if unbuildable; else empty
  /// Digest of everything it was made from: mutated sources with the numbers masked, flags, compiler,
  /// runtime.
  std::string digest;
  std::string host =
      {}; ///< the program that runs it (runtime/host.cpp), where it is a shared object; else empty
  bool unbuildable() const { return path.empty(); }
};

struct Built {
  Binary baseline;
  std::map<std::string, Binary>
      mutants; ///< by id; mutants whose sources differ only in a number share one path
  /// Files outside the project and the build folder that the baseline was made from: headers of the system.
  std::set<std::string> outside;
  std::string compiler; ///< what compiled them, for the report: "clang++-19 with a header module"
  std::string note;     ///< why that and not something faster; empty if there is nothing to say
};

struct BuildOptions {
  std::string output; ///< the campaign's output folder; builds go to its build/
  unsigned jobs = 1;
  /// Told from time to time how many of how many steps are done.
  std::function<void(unsigned done, unsigned total)> progress;
  bool hosted = false;        ///< binaries are shared objects that a host runs, where they can be
  bool own = false;           ///< not by Clang, but by the subject's own compiler, with its own flags
  Tools tools = find_tools(); ///< what is not among them is done without
};

/// Builds everything that is not up to date. A mutant that does not compile is unbuildable and stops nobody;
/// an error is only what stops all: ninja missing, a baseline that does not build (Fault::baseline,
/// with the compiler's message), a full disk.
Result<Built> build(const Subject& subject, const TrainingProgram& program,
                    const std::vector<Mutant>& mutants, const BuildOptions& options);

} // namespace misfire
