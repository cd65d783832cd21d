// Compiles the baseline and every mutant, each from its own plain source, by a generated build.ninja.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/binary.h"
#include "runner/building/compiler.h"
#include "runner/error.h"
#include "runner/subject.h"

#include <functional>
#include <string>

namespace misfire {

struct BuildOptions {
  std::string output; ///< the campaign's output folder; builds go to its build/
  unsigned jobs = 1;
  /// Told from time to time how many of how many steps are done.
  std::function<void(unsigned done, unsigned total)> progress;
  bool for_host = false;      ///< binaries are shared objects that a host runs, where they can be
  bool own = false;           ///< not by Clang, but by the subject's own compiler, with its own flags
  bool keeping = false;       ///< with what keeps networks, where the program builds with it
  Tools tools = find_tools(); ///< what is not among them is done without
};

/// Builds everything that is not up to date. A mutant that does not compile is unbuildable and stops nobody;
/// an error is only what stops all: ninja missing, a baseline that does not build (Fault::baseline,
/// with the compiler's message), a full disk.
Result<Built> build(const Subject& subject, const TrainingProgram& program,
                    const std::vector<Mutant>& mutants, const BuildOptions& options);

} // namespace misfire
