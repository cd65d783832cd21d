// The training program: what all units of the subject say together.
//
//   UnitFacts*  --link-->  TrainingProgram
//
#pragma once

#include "mutator/program/unit_facts.h"

namespace misfire {

struct TrainingProgram {
  /// The deepest folder that holds all the subject's sources and headers; files are shown relative to it.
  std::string root;
  std::vector<SourceFile> files; ///< by path
  std::vector<Site> sites;       ///< by range, each once, values and roles decided
  std::vector<Skipped> skipped;  ///< by range, each once
  /// The <...> includes of files outside the subject, of all units: what a header module can hold.
  std::vector<std::string> system_includes;
};

/// Joins the facts of all units: decides which loops train, whether they walk epochs or batches, which data
/// and losses belong to training, and the value of every slot. The order of units changes nothing.
TrainingProgram link(const std::vector<UnitFacts>& units);

/// The file a range stands in. The range must be of this program.
const SourceFile& get_file(const TrainingProgram& program, const std::string& path);

/// What is written at a range; nothing for a range that is not written.
std::string text_at(const TrainingProgram& program, const SourceRange& range);

/// `path` relative to the program's root.
std::string shown_path(const TrainingProgram& program, const std::string& path);

} // namespace misfire
