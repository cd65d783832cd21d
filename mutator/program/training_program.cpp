// Looks things up in a training program: its files, the text of a range, the path that people see.
#include "mutator/program/training_program.h"

#include <algorithm>
#include <cassert>

namespace misfire {

const SourceFile& get_file(const TrainingProgram& program, const std::string& path) {
  const auto found =
      std::lower_bound(program.files.begin(), program.files.end(), path,
                       [](const SourceFile& file, const std::string& wanted) { return file.path < wanted; });
  assert(found != program.files.end() && found->path == path);
  return *found;
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
