// Builds the baseline by a given compiler, mutants with it, or says why that compiler does not; and finds out
// which units include what.
#pragma once

#include "runner/building/attempts.h"
#include "runner/building/build_steps.h"

#include <optional>

namespace misfire {

/// A baseline and what makes it.
struct BuiltBaseline {
  Workshop shop;
  Variant variant;
  std::vector<BuildStep> steps; ///< that make it, shared ones first
  /// By unit: files, a tree's by their original path. Known once it is built.
  std::map<std::size_t, std::set<std::string>> includes;
};

/// The baseline of a compiler, its tree written in `folder`, nothing built yet.
Result<BuiltBaseline> plan_baseline(const Subject& subject, const TrainingProgram& program,
                                    const Compiler& compiler, const std::string& folder);

/// Why a plan cannot be built, where that is known without building: the headers make no module, or this very
/// plan was refused by Clang before.
Result<std::optional<Refusal>> known_refusal(const BuiltBaseline& planned);

/// Builds what is planned, and `more` in the same run of ninja; that steps of `more` fail says nothing of the
/// baseline. Why it is refused; nothing where it is built. A refusal by Clang is remembered in the folder, so
/// that nobody waits for it twice; one by the subject's own compiler is an error where no network is kept.
Result<std::optional<Refusal>> build_baseline(BuiltBaseline& planned, const std::vector<BuildStep>& more,
                                              const BuildOptions& options);

/// What it is built by, for the report: "clang++-19 with a header module".
std::string name_of_compiler(const BuiltBaseline& baseline);

/// The message of the first step that failed and said why; empty where none did.
std::string message_of(const std::vector<BuildStep>& steps);

} // namespace misfire
