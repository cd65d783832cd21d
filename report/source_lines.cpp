// Splits sources into lines and counts their columns.
#include "report/source_lines.h"

#include <algorithm>

namespace misfire {

namespace {

bool continues_a_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

} // namespace

SourceLines::SourceLines(std::string_view of) : text(of), begins{0} {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') begins.push_back(i + 1);
}

std::string_view SourceLines::line(std::uint32_t number) const {
  if (number == 0 || number > begins.size()) return {};
  const std::size_t begin = begins[number - 1];
  std::string_view found = text.substr(begin, text.find('\n', begin) - begin);
  if (found.ends_with('\r')) found.remove_suffix(1);
  return found;
}

std::uint32_t SourceLines::utf16_column(std::uint32_t number, std::uint32_t column) const {
  const std::string_view before = line(number).substr(0, column - 1);
  std::uint32_t units = 0;
  for (const char byte : before) {
    if (continues_a_character(byte)) continue;
    units += static_cast<unsigned char>(byte) >= 0xF0 ? 2 : 1; // a character beyond the basic plane
  }
  return units + 1 + (column - 1 - std::uint32_t(before.size()));
}

std::string SourceLines::marker(std::uint32_t number, std::uint32_t column, std::uint32_t end) const {
  const std::string_view shown = line(number);
  std::string marks;
  const std::size_t last =
      std::min<std::size_t>(std::max(end, column + 1) - 1, std::max<std::size_t>(shown.size(), column));
  for (std::size_t i = 0; i < last; ++i) {
    const char byte = i < shown.size() ? shown[i] : ' ';
    if (continues_a_character(byte)) continue;
    marks += i + 1 < column ? (byte == '\t' ? '\t' : ' ') : i + 1 == column ? '^' : '~';
  }
  return marks;
}

} // namespace misfire
