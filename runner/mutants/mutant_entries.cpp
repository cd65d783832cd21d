// Looks up lines, columns, groups and diffs of mutants.
#include "runner/mutants/mutant_entries.h"

#include "mutator/program/compiler_message.h"
#include "mutator/source/edits.h"
#include "mutator/source/emit.h"

#include <algorithm>

namespace misfire {

namespace {

std::string group_of(const std::string& operator_id) {
  const auto found = std::ranges::find(all_operators(), operator_id, &Operator::id);
  return found == all_operators().end() ? "" : found->group;
}

/// The smallest range that holds the mutant's edits in the file of its site; the site where it only inserts,
/// since an empty range cannot be shown. Not written if it has no edits there.
SourceRange written_range(const Mutant& mutant) {
  SourceRange range;
  for (const Edit& edit : mutant.edits) {
    if (edit.range.file != mutant.site.file) continue;
    if (!range.written()) range = edit.range;
    range.begin = std::min(range.begin, edit.range.begin);
    range.end = std::max(range.end, edit.range.end);
  }
  if (range.written() && range.begin == range.end) {
    range.begin = std::min(range.begin, mutant.site.begin);
    range.end = std::max(range.end, mutant.site.end);
  }
  return range;
}

std::optional<Replacement> replacement_of(const TrainingProgram& program, const Mutant& mutant) {
  const SourceRange range = written_range(mutant);
  if (!range.written()) return std::nullopt;
  const std::string& text = get_file(program, range.file).text;
  std::vector<Edit> edits;
  for (Edit edit : mutant.edits) {
    if (edit.range.file != range.file) continue;
    edit.range.begin -= range.begin;
    edit.range.end -= range.begin;
    edits.push_back(edit);
  }
  const SourceFile part{range.file, text.substr(range.begin, range.end - range.begin)};
  return Replacement{position_of(text, range.begin), position_of(text, range.end),
                     apply_edits(part, edits, {})};
}

MutantEntry entry_of(const TrainingProgram& program, const Mutant& mutant) {
  // A mutant that changes nothing has no site: its position is the beginning of no file.
  const std::string text = mutant.site.written() ? get_file(program, mutant.site.file).text : "";
  const Position begin = position_of(text, mutant.site.begin);
  const Position end = position_of(text, mutant.site.end);
  MutantEntry entry{.id = mutant.id,
                    .operator_id = mutant.operator_id,
                    .group = group_of(mutant.operator_id),
                    .identity = mutant.identity,
                    .file = shown_path(program, mutant.site.file),
                    .line = begin.line,
                    .column = begin.column,
                    .end_line = end.line,
                    .end_column = end.column,
                    .choice = mutant.choice,
                    .number = mutant.number,
                    .description = mutant.description,
                    .diff = diff_of(program, mutant),
                    .replacement = replacement_of(program, mutant)};
  if (const auto* interval = std::get_if<Interval>(&mutant.domain)) {
    entry.mild = interval->mild;
    entry.harsh = interval->harsh;
  }
  return entry;
}

} // namespace

namespace {

LeftOut left_out(const TrainingProgram& program, const SourceRange& range) {
  LeftOut one;
  if (!range.written()) return one;
  const Position begin = position_of(get_file(program, range.file).text, range.begin);
  one.file = shown_path(program, range.file);
  one.line = begin.line;
  one.column = begin.column;
  return one;
}

} // namespace

ProgramRecord record_of(const TrainingProgram& program, const std::vector<NotMade>& not_made) {
  ProgramRecord record{.root = program.root, .sources = {}, .left_out = {}};
  for (const SourceFile& file : program.files)
    record.sources.push_back({shown_path(program, file.path), file.text});
  for (const NotMade& mutant : not_made) {
    LeftOut& one = record.left_out.emplace_back(left_out(program, mutant.site));
    one.what = mutant.operator_id;
    one.choice = mutant.choice;
    one.reason = mutant.reason;
    one.suppressed = mutant.suppressed;
  }
  for (const ProgramUnit& unit : program.units)
    if (!unit.refusal.empty()) {
      LeftOut& one = record.left_out.emplace_back();
      one.what = "Source";
      one.file = shown_path(program, unit.main_file);
      one.reason = unit.refusal == left_out_by_choice ? unit.refusal
                                                      : "Clang cannot read it: " + first_error(unit.refusal);
    }
  for (const Skipped& site : program.skipped) {
    LeftOut& one = record.left_out.emplace_back(left_out(program, site.range));
    one.what = site.kind;
    one.reason = site.reason;
  }
  return record;
}

std::vector<MutantEntry> entries_of(const TrainingProgram& program, const std::vector<Mutant>& mutants) {
  std::vector<MutantEntry> entries;
  for (const Mutant& mutant : mutants)
    entries.push_back(entry_of(program, mutant));
  return entries;
}

} // namespace misfire
