// Walks over a source's text from literal to literal and comment to comment.
#include "mutator/program/comments.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace misfire {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_word(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) || character == '_';
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == text.npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

/// The end of `wanted` in the text from `from` on; the text's end without it.
std::size_t behind(std::string_view text, std::string_view wanted, std::size_t from) {
  const auto found = text.find(wanted, from);
  return found == text.npos ? text.size() : found + wanted.size();
}

/// The end of the line that begins or goes on at `from`; a backslash at its end continues it.
std::size_t end_of_line(std::string_view text, std::size_t from) {
  for (auto end = text.find('\n', from); end != text.npos; end = text.find('\n', end + 1)) {
    const auto line = text.substr(from, end - from);
    if (!line.ends_with('\\') && !line.ends_with("\\\r")) return end;
  }
  return text.size();
}

/// The end of the literal whose opening quote stands at `quote`.
std::size_t end_of_literal(std::string_view text, std::size_t quote) {
  for (auto i = quote + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == text[quote] || text[i] == '\n')
      return i + 1;
  }
  return text.size();
}

/// The end of the raw string literal whose opening quote stands at `quote`.
std::size_t end_of_raw_string(std::string_view text, std::size_t quote) {
  const auto parenthesis = text.find('(', quote);
  if (parenthesis == text.npos) return text.size();
  const std::string delimiter(text.substr(quote + 1, parenthesis - quote - 1));
  return behind(text, ")" + delimiter + "\"", parenthesis);
}

/// Whether the quote at `quote` opens a raw string: R, with or without an encoding, as a word of its own.
bool is_raw(std::string_view text, std::size_t quote) {
  auto begin = quote;
  while (begin > 0 && is_word(text[begin - 1]))
    --begin;
  const auto prefix = text.substr(begin, quote - begin);
  return prefix == "R" || prefix == "LR" || prefix == "uR" || prefix == "UR" || prefix == "u8R";
}

} // namespace

std::vector<Comment> comments_of(const std::string& source) {
  const std::string_view text = source;
  std::vector<Comment> comments;
  const auto add = [&](std::size_t begin, std::size_t end, std::size_t closing) {
    const auto inside = text.substr(begin + 2, end - begin - 2 - closing);
    comments.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), trimmed(inside)});
    return end;
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto two = text.substr(i, 2);
    if (two == "//")
      i = add(i, end_of_line(text, i), 0);
    else if (two == "/*") {
      const auto end = behind(text, "*/", i + 2);
      i = add(i, end, text.substr(0, end).ends_with("*/") && end >= i + 4 ? 2 : 0);
    } else if (text[i] == '"')
      i = is_raw(text, i) ? end_of_raw_string(text, i) : end_of_literal(text, i);
    else if (text[i] == '\'' && (i == 0 || !std::isalnum(static_cast<unsigned char>(text[i - 1]))))
      i = end_of_literal(text, i);
    else
      ++i;
  }
  return comments;
}

} // namespace misfire
