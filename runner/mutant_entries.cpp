// Looks up lines, columns, groups and diffs of mutants.
#include "runner/mutant_entries.h"

#include "mutator/source/emit.h"

#include <algorithm>

namespace misfire {

namespace {

std::string group_of(const std::string& operator_id) {
  const auto found = std::ranges::find(all_operators(), operator_id, &Operator::id);
  return found == all_operators().end() ? "" : found->group;
}

MutantEntry entry_of(const TrainingProgram& program, const Mutant& mutant) {
  // A mutant that changes nothing has no site: its position is the beginning of no file.
  const std::string text = mutant.site.written() ? get_file(program, mutant.site.file).text : "";
  const Position begin = position_of(text, mutant.site.begin);
  const Position end = position_of(text, mutant.site.end);
  MutantEntry entry{.id = mutant.id,
                    .operator_id = mutant.operator_id,
                    .group = group_of(mutant.operator_id),
                    .file = shown_path(program, mutant.site.file),
                    .line = begin.line,
                    .column = begin.column,
                    .end_line = end.line,
                    .end_column = end.column,
                    .choice = mutant.choice,
                    .number = mutant.number,
                    .description = mutant.description,
                    .diff = diff_of(program, mutant)};
  if (const auto* interval = std::get_if<Interval>(&mutant.domain)) {
    entry.mild = interval->mild;
    entry.harsh = interval->harsh;
  }
  return entry;
}

} // namespace

std::vector<MutantEntry> entries_of(const TrainingProgram& program, const std::vector<Mutant>& mutants) {
  std::vector<MutantEntry> entries;
  for (const Mutant& mutant : mutants)
    entries.push_back(entry_of(program, mutant));
  return entries;
}

} // namespace misfire
