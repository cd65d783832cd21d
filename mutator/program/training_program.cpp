// Looks things up in a training program: its files, the text of a range, the path that people see.
#include "mutator/program/training_program.h"

#include "mutator/program/comparisons.h"

#include <algorithm>

namespace misfire {

namespace {

/// The tensors that an annotation names, as a site: what is written is the comment.
Site site_of(const TrainingData& data, const SourceFile& file) {
  TrainingTensors tensors{.inputs = {data.names.begin(), data.names.end() - 1},
                          .targets = data.names.back(),
                          .after = {file.path, data.after, data.after}};
  return {{file.path, data.begin, data.after}, {}, {}, Role::train, std::move(tensors)};
}

std::string fault_at(const SourceFile& file, std::uint32_t offset, const std::string& fault) {
  const auto here = position_of(file.text, offset);
  return file.path + ":" + std::to_string(here.line) + ":" + std::to_string(here.column) +
         ": error: " + fault;
}

} // namespace

tl::expected<TrainingProgram, std::string> annotated(TrainingProgram program) {
  std::string faults;
  for (const auto& file : program.files) {
    auto annotations = annotations_of(file);
    if (!annotations) {
      faults += (faults.empty() ? "" : "\n") + annotations.error();
      continue;
    }
    std::move(annotations->suppressions.begin(), annotations->suppressions.end(),
              std::back_inserter(program.suppressions));
    for (const auto& data : annotations->training_data)
      program.sites.push_back(site_of(data, file));
    for (const auto& right : annotations->right) {
      auto site = stated_comparison(right, annotations->inputs, file, program.evaluation);
      if (site)
        program.sites.push_back(std::move(*site));
      else
        faults += (faults.empty() ? "" : "\n") + fault_at(file, right.begin, site.error());
    }
  }
  if (!faults.empty()) return tl::unexpected(faults);
  std::stable_sort(program.sites.begin(), program.sites.end(),
                   [](const Site& a, const Site& b) { return a.range < b.range; });
  return program;
}

bool is_unread(const TrainingProgram& program) {
  const auto& units = program.units;
  return !units.empty() && std::none_of(units.begin(), units.end(),
                                        [](const ProgramUnit& unit) { return unit.refusal.empty(); });
}

const SourceFile& get_file(const TrainingProgram& program, const std::string& path) {
  const auto found =
      std::lower_bound(program.files.begin(), program.files.end(), path,
                       [](const SourceFile& file, const std::string& wanted) { return file.path < wanted; });
  if (found == program.files.end() || found->path != path)
    throw Contradiction("a place in '" + path + "', which is no file of the program");
  return *found;
}

const TrainingStatement* find_statement(const TrainingProgram& program, const SourceRange& call) {
  const auto found = std::ranges::find(program.statements, call, &TrainingStatement::call);
  return found == program.statements.end() ? nullptr : &*found;
}

std::string text_at(const TrainingProgram& program, const SourceRange& range) {
  if (!range.written()) return "";
  return get_file(program, range.file).text.substr(range.begin, range.end - range.begin);
}

std::string shown_path(const TrainingProgram& program, const std::string& path) {
  const std::string root = program.root.ends_with('/') ? program.root : program.root + '/';
  return path.starts_with(root) ? path.substr(root.size()) : path;
}

} // namespace misfire
