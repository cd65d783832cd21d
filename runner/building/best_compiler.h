// Builds a whole campaign by the fastest compiler that takes the program, and finds out which units include
// what.
#pragma once

#include "runner/building/build_steps.h"
#include "runner/building/builder.h"

namespace misfire {

/// A baseline that is built, and what its units were made from.
struct BuiltBaseline {
  Workshop shop;
  Variant variant;
  std::vector<BuildStep> steps;                          ///< that made it, shared ones first
  std::map<std::size_t, std::set<std::string>> includes; ///< by unit: files, a tree's by their original path
  std::string compiler;                                  ///< Built::compiler
  std::string note;                                      ///< Built::note
};

/// More steps for the same run of ninja, from a baseline that is planned and not built yet. That they fail
/// says nothing of the baseline.
using MoreSteps = std::function<Result<std::vector<BuildStep>>(const BuiltBaseline& planned)>;

/// Builds the baseline, and what is made with it, in `folder`: by Clang with a header module; where its
/// includes make none or its units do not go with it, by Clang with a precompiled header; where Clang is not
/// there or does not take the subject's flags or sources, by the subject's own compiler. For a host, if that
/// is asked for and Clang can link the program so. By the subject's own compiler too where that is asked for.
/// A refusal is remembered in the folder, so that nobody waits for it twice.
Result<BuiltBaseline> build_by_best_compiler(const Subject& subject, const TrainingProgram& program,
                                             const BuildOptions& options, const std::string& folder,
                                             const MoreSteps& more);

/// The message of the first step that failed and said why; empty where none did.
std::string message_of(const std::vector<BuildStep>& steps);

} // namespace misfire
