// Reads unified diffs.
#include "runner/mutants/changed_lines.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <re2/re2.h>
#include <sstream>

namespace misfire {
namespace {

/// A path that git has put in quotes, with \" and \\, and with octal numbers for what is not ASCII.
std::string unquoted(const std::string& quoted) {
  std::string path;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] != '\\') {
      path += quoted[i];
    } else if (quoted[i + 1] >= '0' && quoted[i + 1] <= '7') {
      path += static_cast<char>(std::stoi(quoted.substr(i + 1, 3), nullptr, 8));
      i += 3;
    } else {
      path += quoted[++i];
    }
  }
  return path;
}

/// The path of a `+++ b/src/train.cpp<tab>date` line; empty for /dev/null. With diff.mnemonicPrefix git
/// writes w/ for files as they are, i/ for those of its index, c/ for those of a commit.
std::string path_in(const std::string& line) {
  std::string path = line.substr(4, line.find('\t') - 4);
  if (path == "/dev/null") return "";
  if (path.size() > 1 && path.front() == '"') path = unquoted(path);
  static const re2::RE2 prefixed("[bwico]/.+");
  return re2::RE2::FullMatch(path, prefixed) ? path.substr(2) : path;
}

/// Where a hunk stands in the changed file: `@@ -10,2 +12,3 @@`.
struct Hunk {
  std::uint32_t old_left = 1, new_left = 1; ///< lines still to come of either file
  std::uint32_t next = 0;                   ///< the changed file's next line
  bool gap = false;                         ///< lines are gone before it, and none have come in their place
  bool is_done() const { return old_left == 0 && new_left == 0; }
};

/// A number of lines, one where none is given; nothing where no file has so many.
std::optional<std::uint32_t> count_in(const std::string& digits) {
  constexpr std::uint32_t most = 1U << 31;
  std::uint32_t count = 1;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (!digits.empty() && (read.ec != std::errc() || count > most)) return std::nullopt;
  return count;
}

std::optional<Hunk> hunk_in(const std::string& line) {
  static const re2::RE2 form(R"(@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@.*)");
  std::string old_digits, first_digits, new_digits;
  if (!re2::RE2::FullMatch(line, form, &old_digits, &first_digits, &new_digits)) return std::nullopt;
  const auto old_count = count_in(old_digits), first = count_in(first_digits),
             new_count = count_in(new_digits);
  if (!old_count || !first || !new_count) return std::nullopt;
  // A hunk without lines of the changed file names the line before the gap.
  if (*new_count == 0) return Hunk{*old_count, 0, *first + 1};
  return Hunk{*old_count, *new_count, std::max(*first, 1U)};
}

void touch(std::vector<LineRange>& ranges, std::uint32_t first, std::uint32_t last) {
  if (!ranges.empty() && first <= ranges.back().last + 1)
    ranges.back().last = std::max(ranges.back().last, last);
  else
    ranges.push_back({first, last});
}

/// One line of a hunk: counts it, and touches what it changes; where lines were only deleted, those around
/// the gap.
void read_line(const std::string& line, Hunk& hunk, std::vector<LineRange>& ranges) {
  const char kind = line.empty() ? ' ' : line.front();
  if (kind == '\\') return; // "\ No newline at end of file"
  if (kind != '+' && hunk.old_left > 0) --hunk.old_left;
  if (kind != '-' && hunk.new_left > 0) --hunk.new_left;
  const bool over_gap = hunk.gap && kind == ' ';
  hunk.gap = kind == '-' || (hunk.gap && over_gap);
  if (over_gap || (hunk.gap && hunk.is_done())) {
    touch(ranges, hunk.next > 1 ? hunk.next - 1 : 1, hunk.next);
    hunk.gap = false;
  }
  if (kind == '+') touch(ranges, hunk.next, hunk.next);
  if (kind != '-') ++hunk.next;
}

} // namespace

Result<ChangedLines> changed_lines(const std::string& diff) {
  ChangedLines changes;
  std::istringstream lines(diff);
  std::string path;
  bool names_files = false;
  std::optional<Hunk> hunk;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (hunk && !hunk->is_done()) {
      std::vector<LineRange> nowhere;
      read_line(line, *hunk, path.empty() ? nowhere : changes[path]);
    } else if (line.starts_with("+++ ")) {
      path = path_in(line);
      names_files = true;
    } else if (line.starts_with("@@")) {
      hunk = hunk_in(line);
      if (!hunk || !names_files) return failure("This is no hunk of a unified diff: " + line);
    }
  }
  if (!names_files && diff.find_first_not_of(" \t\r\n") != std::string::npos &&
      diff.find("diff --git") == std::string::npos)
    return failure("This is no unified diff: it has no line that begins with `+++ `. `git diff` writes one.");
  return changes;
}

bool touches(const ChangedLines& changes, const std::string& path, std::uint32_t first, std::uint32_t last) {
  return std::ranges::any_of(changes, [&](const auto& file) {
    if (path != file.first && !path.ends_with("/" + file.first)) return false;
    return std::ranges::any_of(
        file.second, [&](const LineRange& range) { return range.first <= last && first <= range.last; });
  });
}

} // namespace misfire
