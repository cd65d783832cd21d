#include "mutator/operators/structure/brackets.h"

#include <algorithm>
#include <cctype>

namespace misfire::operators {
namespace {

bool opens(char character) {
  return character == '(' || character == '{' || character == '[';
}

bool closes(char character) {
  return character == ')' || character == '}' || character == ']';
}

std::string without_blanks_around(const std::string& text) {
  constexpr const char* blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

} // namespace

std::optional<SourceRange> in_last_brackets(const TrainingProgram& program, const SourceRange& expression) {
  const auto text = text_at(program, expression);
  if (text.empty() || (text.back() != ')' && text.back() != '}')) return std::nullopt;
  int depth = 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    depth += closes(text[i]) - opens(text[i]);
    if (depth > 0) continue;
    return SourceRange{expression.file, expression.begin + static_cast<std::uint32_t>(i) + 1,
                       expression.end - 1};
  }
  return std::nullopt;
}

bool is_of_word(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) || character == '_';
}

std::optional<SourceRange> in_brackets_behind(const TrainingProgram& program, const SourceRange& expression,
                                              const std::string& opening) {
  const auto& [file, begin, end] = expression;
  const auto text = text_at(program, expression);
  const auto found = text.find(opening);
  if (found == text.npos) return std::nullopt;
  const auto from = found + opening.size();
  auto to = from;
  for (int depth = 0; to < text.size() && (depth > 0 || text[to] != ')'); ++to)
    depth += (text[to] == '(') - (text[to] == ')');
  if (to >= text.size()) return std::nullopt;
  return SourceRange{file, begin + static_cast<std::uint32_t>(from), begin + static_cast<std::uint32_t>(to)};
}

std::optional<SourceRange> given_to_setter(const TrainingProgram& program, const SourceRange& expression,
                                           const std::string& setter) {
  const auto text = text_at(program, expression), call = "." + setter + "(";
  const auto found = text.find(call);
  if (found == text.npos || text.find(call, found + 1) != text.npos) return std::nullopt;
  const auto given = in_brackets_behind(program, expression, call);
  return given ? std::optional(without_comments_before(program, *given)) : std::nullopt;
}

std::optional<SourceRange> whole_setter(const TrainingProgram& program, const SourceRange& expression,
                                        const std::string& setter) {
  const auto given = given_to_setter(program, expression, setter);
  if (!given || text_at(program, *given).empty()) return std::nullopt;
  const auto found = text_at(program, expression).find("." + setter + "(");
  return SourceRange{expression.file, expression.begin + static_cast<std::uint32_t>(found), given->end + 1};
}

SourceRange without_comments_before(const TrainingProgram& program, SourceRange range) {
  const auto text = text_at(program, range);
  std::size_t begin = 0;
  for (;;) {
    begin = std::min(text.find_first_not_of(" \t\r\n", begin), text.size());
    const auto end = text.compare(begin, 2, "/*") == 0   ? text.find("*/", begin)
                     : text.compare(begin, 2, "//") == 0 ? text.find('\n', begin)
                                                         : text.npos;
    if (end == text.npos) break;
    begin = end + (text[end] == '*' ? 2 : 1);
  }
  range.begin += static_cast<std::uint32_t>(begin);
  return range;
}

std::vector<std::string> split_arguments(const std::string& list) {
  std::vector<std::string> arguments;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= list.size(); ++i) {
    if (i < list.size()) depth += opens(list[i]) - closes(list[i]);
    if (i < list.size() && (list[i] != ',' || depth != 0)) continue;
    arguments.push_back(without_blanks_around(list.substr(begin, i - begin)));
    begin = i + 1;
  }
  return arguments;
}

} // namespace misfire::operators
