// The compilers that a build may be tried with, the fastest first, and what is left of them after a refusal.
#pragma once

#include "mutator/program/training_program.h"
#include "runner/building/builder.h"

#include <string>
#include <vector>

namespace misfire {

/// Why the subject cannot be built by a compiler.
struct Refusal {
  std::string why;       ///< the compiler's message, short
  bool compiles = false; ///< its units at least compile
};

/// That runs do not start from a host, for people, and why: "the linker is missing".
std::string each_run_alone(const std::string& why);

struct Attempts {
  std::vector<Compiler> compilers = {}; ///< still to be tried, in this order; the subject's own is the last
  std::string note = {};                ///< why not something faster; empty if there is nothing to say
  std::string note_before = {};         ///< of that, what was known before the first attempt
  bool for_host = false;                ///< a host is asked for
};

/// Clang in every form of headers that the tools allow, each for a host where that is asked for and can be;
/// then the subject's own compiler. That one alone where it is asked for or Clang is not there. Where
/// networks are to be kept, all of them with what keeps them, and then all without.
Attempts attempts_for(const TrainingProgram& program, const BuildOptions& options);

/// Strikes out the first attempt and all that would be refused for the same reason: where its units compile,
/// what is linked for a host; else what has its form of headers. Attempts that keep networks say nothing of
/// those that do not. The first must not be the last.
void rule_out(Attempts& attempts, const Refusal& refusal);

} // namespace misfire
