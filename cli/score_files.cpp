// Score files: lines and CSV by hand, JSON by LLVM.
#include "cli/score_files.h"

#include "runner/system/json_text.h"
#include "runner/system/text_file.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <llvm/Support/JSON.h>

namespace misfire::cli {
namespace {

using stats::Error;
using stats::Result;
using stats::Sample;
using Run = std::optional<double>;
using Fields = std::vector<std::string>;

template <class... Arguments>
tl::unexpected<Error> failure(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  return tl::unexpected(Error{fmt::format(format, std::forward<Arguments>(arguments)...)});
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// A whole text as a number; a sign is allowed.
std::optional<double> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A field as a run; absent: it is neither a number nor a failed run. from_chars reads nan and inf, which are
/// failed runs to every user of a Sample.
std::optional<Run> run_of(std::string_view field) {
  if (field.empty() || field == "failed") return Run{};
  if (const auto value = number(field)) return Run{value};
  return std::nullopt;
}

/// A line's fields; quotes keep a separator inside a field, and two of them are one.
Fields fields_of(std::string_view line) {
  Fields fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == ';' || c == '\t')) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  for (auto& field : fields)
    field = trimmed(field);
  return fields;
}

struct Line {
  int number = 0;
  Fields fields;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && !line.starts_with('#')) lines.push_back({number, fields_of(line)});
  }
  return lines;
}

/// Which field of each line is meant, by the first line.
Result<std::size_t> column_index(const Fields& first, std::string_view column, std::string_view file) {
  if (column.empty()) {
    if (first.size() == 1) return std::size_t{0};
    return failure("{} has {} columns ({}): choose one with --column, by name or by number", file,
                   first.size(), fmt::join(first, ", "));
  }
  const auto named = std::ranges::find(first, column);
  // Where the first line is of numbers, it names no column, whatever number it holds.
  const bool names_columns = std::ranges::any_of(first, [](const auto& field) { return !number(field); });
  if (names_columns && named != first.end()) return static_cast<std::size_t>(named - first.begin());
  const auto counted = number(column);
  const auto columns = static_cast<double>(first.size());
  if (counted && *counted >= 1 && *counted <= columns && *counted == std::floor(*counted))
    return static_cast<std::size_t>(*counted) - 1;
  return failure("{} has no column '{}': its first line has {}", file, column, fmt::join(first, ", "));
}

Result<Sample> parse_lines(std::string_view text, std::string_view column, std::string_view file) {
  const auto lines = lines_of(text);
  if (lines.empty()) return failure("{} holds no scores: it needs a number for each run", file);
  const auto index = column_index(lines.front().fields, column, file);
  if (!index) return tl::unexpected(index.error());
  Sample sample;
  for (const auto& [line_number, fields] : lines) {
    if (*index >= fields.size())
      return failure("{}:{}: the line has no column {}", file, line_number, *index + 1);
    const auto run = run_of(fields[*index]);
    const bool is_header = &fields == &lines.front().fields;
    if (!run && is_header) continue;
    if (!run)
      return failure("{}:{}: '{}' is not a number; write 'failed' for a run that has no score", file,
                     line_number, fields[*index]);
    sample.runs.push_back(*run);
  }
  if (sample.runs.empty()) return failure("{} holds a header and no scores", file);
  return sample;
}

std::optional<Run> run_of(const llvm::json::Value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->getAsNull()) return Run{};
  if (const auto score = value->getAsNumber()) return Run{score};
  if (const auto text = value->getAsString()) return run_of(std::string_view(text->data(), text->size()));
  return std::nullopt;
}

Result<Sample> parse_array(const llvm::json::Array& array, std::string_view member, std::string_view file) {
  if (array.empty()) return failure("{} holds an empty array: it needs a number for each run", file);
  Sample sample;
  for (std::size_t i = 0; i < array.size(); ++i) {
    const auto* object = array[i].getAsObject();
    if (object != nullptr && member.empty())
      return failure("{} holds objects: name the member that has the score with --column", file);
    const auto run = run_of(object != nullptr ? object->get(llvm::StringRef(member)) : &array[i]);
    if (!run)
      return failure("{}: element {} has no number{}; write null for a run that has no score", file, i,
                     object != nullptr ? fmt::format(" '{}'", member) : "");
    sample.runs.push_back(*run);
  }
  return sample;
}

Result<Sample> parse_json(std::string_view text, std::string_view column, std::string_view file) {
  const auto parsed = json_of(text);
  if (!parsed) return failure("{} is not JSON: {}", file, parsed.error());
  if (const auto* array = parsed->getAsArray()) return parse_array(*array, column, file);
  const std::string_view member = column.empty() ? "scores" : column;
  const auto* scores = parsed->getAsObject()->getArray(llvm::StringRef(member));
  if (scores == nullptr)
    return failure("{} has no array '{}': name the member that holds the scores with --column", file, member);
  return parse_array(*scores, {}, file);
}

} // namespace

Result<Sample> parse_scores(std::string_view text, std::string_view column, std::string_view file) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (text[first] == '[' || text[first] == '{'))
    return parse_json(text, column, file);
  return parse_lines(text, column, file);
}

Result<Sample> read_scores(const std::string& path, std::string_view column) {
  const auto text = read_text(path);
  if (!text)
    return failure("cannot read the scores in {}: there is no such file, or it may not be read", path);
  return parse_scores(*text, column, path);
}

} // namespace misfire::cli
