// The files of a mutant: as people review them, and as they are compiled.
#include "mutator/source/emit.h"

#include "mutator/source/edits.h"

#include <algorithm>

namespace misfire {
namespace {

/// What is written into one file.
struct Changes {
  std::vector<Edit> edits;
  std::vector<std::string> includes;
};

std::map<std::string, std::string> changed_texts(const TrainingProgram& program,
                                                 const std::map<std::string, Changes>& changes) {
  std::map<std::string, std::string> texts;
  for (const auto& [path, change] : changes)
    texts[path] = apply_edits(get_file(program, path), change.edits, change.includes);
  return texts;
}

} // namespace

std::map<std::string, std::string> mutated_files(const TrainingProgram& program, const Mutant& mutant) {
  std::map<std::string, Changes> changes;
  for (const auto& edit : mutant.edits) {
    auto& change = changes[edit.range.file];
    change.edits.push_back(edit);
    change.includes = mutant.includes;
  }
  return changed_texts(program, changes);
}

std::map<std::string, std::string> compiled_files(const TrainingProgram& program, const Mutant* mutant,
                                                  TrainingLoops loops) {
  const auto mutation = mutant ? mutant->edits : std::vector<Edit>{};
  const auto instruments = beside(mutation, instrumentation(program, loops));
  std::map<std::string, Changes> changes;
  for (const auto& edit : joined(mutation, instruments))
    changes[edit.range.file].edits.push_back(edit);
  for (const auto& edit : mutation)
    changes[edit.range.file].includes = mutant->includes;
  for (const auto& instrument : instruments)
    changes[instrument.edits.front().range.file].includes.push_back(instrument.include);
  return changed_texts(program, changes);
}

std::string folder_name(const std::string& mutant_id) {
  auto name = mutant_id;
  std::replace(name.begin(), name.end(), '/', '+');
  return name;
}

} // namespace misfire
