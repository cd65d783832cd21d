// The unified diff of a mutant. Where its edits stand is known, so no differing lines need be searched for.
#include "mutator/source/edits.h"
#include "mutator/source/emit.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {
namespace {

constexpr std::size_t context = 3;

using Lines = std::vector<std::string>; ///< each with its line end, which only a file's last can lack

Lines lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto newline = text.find('\n', begin);
    const auto end = newline == std::string::npos ? text.size() : newline + 1;
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

/// The old lines [begin, end) and what stands in their place.
struct Change {
  std::size_t begin, end;
  Lines after;
};

/// The old lines that an edit can change; no line for one that inserts whole lines.
std::pair<std::size_t, std::size_t> touched_lines(const std::string& text, const Edit& edit) {
  const auto first = position_of(text, edit.range.begin);
  const auto last = position_of(text, edit.range.end);
  const bool whole_lines = first == last && first.column == 1 && edit.text.ends_with('\n');
  return {first.line - 1, whole_lines ? first.line - 1 : last.line};
}

/// Leaves out the lines at both ends that stay what they were.
Change trimmed(Change change, const Lines& before) {
  while (change.begin < change.end && !change.after.empty() &&
         before[change.end - 1] == change.after.back()) {
    change.after.pop_back();
    --change.end;
  }
  std::size_t same = 0;
  while (change.begin + same < change.end && same < change.after.size() &&
         before[change.begin + same] == change.after[same])
    ++same;
  change.begin += same;
  change.after.erase(change.after.begin(), change.after.begin() + static_cast<std::ptrdiff_t>(same));
  return change;
}

/// The changed lines of a file, from the top.
std::vector<Change> changes_of(const SourceFile& file, const Lines& before, const std::vector<Edit>& edits) {
  std::vector<std::size_t> offsets{0};
  for (const auto& line : before)
    offsets.push_back(offsets.back() + line.size());
  std::vector<Change> changes;
  for (auto edit = edits.begin(); edit != edits.end();) {
    auto [begin, end] = touched_lines(file.text, *edit);
    end = std::min(end, before.size());
    auto next = edit + 1;
    for (; next != edits.end() && touched_lines(file.text, *next).first <= end; ++next)
      end = std::max(end, std::min(touched_lines(file.text, *next).second, before.size()));
    const auto offset = static_cast<std::uint32_t>(offsets[begin]);
    const SourceFile part{.path = file.path, .text = file.text.substr(offset, offsets[end] - offset)};
    std::vector<Edit> moved(edit, next);
    for (auto& each : moved)
      each.range.begin -= offset, each.range.end -= offset;
    auto change = trimmed({begin, end, lines_of(apply_edits(part, moved, {}))}, before);
    if (change.begin != change.end || !change.after.empty()) changes.push_back(std::move(change));
    edit = next;
  }
  return changes;
}

std::string marked(char mark, const std::string& line) {
  return mark + line + (line.ends_with('\n') ? "" : "\n\\ No newline at end of file\n");
}

/// Where a hunk of `count` lines from line `begin` (from 0) stands; one of no lines stands after the line
/// before it.
std::string hunk_range(std::size_t begin, std::size_t count) {
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

/// The hunk of changes [first, last), whose contexts touch; `grown` is by how many lines the file has grown
/// above it.
std::string hunk(const Lines& before, const Change* first, const Change* last, std::ptrdiff_t grown) {
  const auto begin = first->begin - std::min(first->begin, context);
  const auto end = std::min((last - 1)->end + context, before.size());
  std::string body;
  std::size_t line = begin;
  std::size_t new_count = end - begin;
  for (auto change = first; change != last; ++change) {
    for (; line < change->begin; ++line)
      body += marked(' ', before[line]);
    for (; line < change->end; ++line)
      body += marked('-', before[line]);
    for (const auto& added : change->after)
      body += marked('+', added);
    new_count += change->after.size() - (change->end - change->begin);
  }
  for (; line < end; ++line)
    body += marked(' ', before[line]);
  const auto new_begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(begin) + grown);
  return fmt::format("@@ -{} +{} @@\n{}", hunk_range(begin, end - begin), hunk_range(new_begin, new_count),
                     body);
}

std::string hunks(const Lines& before, const std::vector<Change>& changes) {
  std::string text;
  std::ptrdiff_t grown = 0;
  for (std::size_t first = 0; first < changes.size();) {
    auto last = first + 1;
    while (last < changes.size() && changes[last].begin <= changes[last - 1].end + 2 * context)
      ++last;
    text += hunk(before, &changes[first], changes.data() + last, grown);
    for (; first < last; ++first)
      grown += static_cast<std::ptrdiff_t>(changes[first].after.size()) -
               static_cast<std::ptrdiff_t>(changes[first].end - changes[first].begin);
  }
  return text;
}

/// A path in a diff's header: a tab ends one with blanks in it, as git and diff do it.
std::string header_path(const std::string& path) {
  return path.find(' ') == std::string::npos ? path : path + '\t';
}

} // namespace

std::string diff_of(const TrainingProgram& program, const Mutant& mutant) {
  std::map<std::string, std::vector<Edit>> edits_by_file;
  for (const auto& edit : mutant.edits)
    edits_by_file[edit.range.file].push_back(edit);
  std::string diff;
  for (const auto& [path, edits] : edits_by_file) {
    const auto& file = get_file(program, path);
    const auto before = lines_of(file.text);
    const auto changes = changes_of(file, before, ordered_edits(file, edits, mutant.includes));
    if (changes.empty()) continue;
    const auto shown = header_path(shown_path(program, path));
    diff += fmt::format("--- a/{0}\n+++ b/{0}\n{1}", shown, hunks(before, changes));
  }
  return diff;
}

} // namespace misfire
