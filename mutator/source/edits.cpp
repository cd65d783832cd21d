// Applies edits to a file's text, in the line ends it has.
#include "mutator/source/edits.h"

#include <algorithm>
#include <set>

namespace misfire {
namespace {

/// The #include lines as an insertion at the include point. At the end of a file whose last line has no end,
/// that line is ended first and the last #include is left without one, as the file was.
Edit include_lines(const SourceFile& file, const std::vector<std::string>& includes) {
  const auto line_end = line_end_of(file.text);
  std::string lines;
  for (const auto& include : std::set<std::string>(includes.begin(), includes.end()))
    lines.append("#include <").append(include).append(">").append(line_end);
  const auto point = file.include_point;
  const bool after_unended_line = point > 0 && point == file.text.size() && file.text[point - 1] != '\n';
  if (after_unended_line) lines = line_end + lines.substr(0, lines.size() - line_end.size());
  return {.range = {file.path, point, point}, .text = lines};
}

} // namespace

std::string line_end_of(const std::string& text) {
  const auto newline = text.find('\n');
  return newline != std::string::npos && newline > 0 && text[newline - 1] == '\r' ? "\r\n" : "\n";
}

std::vector<Edit> ordered_edits(const SourceFile& file, const std::vector<Edit>& edits,
                                const std::vector<std::string>& includes) {
  std::vector<Edit> ordered;
  if (!includes.empty()) ordered.push_back(include_lines(file, includes));
  ordered.insert(ordered.end(), edits.begin(), edits.end());
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Edit& a, const Edit& b) { return a.range < b.range; });
  return ordered;
}

std::string apply_edits(const SourceFile& file, const std::vector<Edit>& edits,
                        const std::vector<std::string>& includes) {
  std::string text;
  std::uint32_t kept_to = 0;
  for (const auto& edit : ordered_edits(file, edits, includes)) {
    if (edit.range.file != file.path || edit.range.begin < kept_to)
      throw Contradiction("two edits of one place in " + file.path);
    text += file.text.substr(kept_to, edit.range.begin - kept_to) + edit.text;
    kept_to = edit.range.end;
  }
  return text + file.text.substr(kept_to);
}

std::vector<Edit> masked(std::vector<Edit> edits) {
  for (auto& edit : edits) {
    if (!edit.bound()) continue;
    const auto length = edit.literal_end - edit.literal_begin;
    const auto literal = edit.text.substr(edit.literal_begin, length);
    const bool floating = literal.find_first_of(".e") != std::string::npos;
    const std::string zero = floating ? "0.0" : "0";
    edit.text.replace(edit.literal_begin, length, zero);
    edit.literal_end = edit.literal_begin + static_cast<std::uint32_t>(zero.size());
  }
  return edits;
}

} // namespace misfire
