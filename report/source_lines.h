// The lines of a source, for showing places in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace misfire {

/// Lines count from 1. The text must outlive it.
class SourceLines {
public:
  explicit SourceLines(std::string_view text);

  /// How many there are; what follows the last line end is one where it is not empty.
  std::uint32_t count() const { return std::uint32_t(begins.size() - (begins.back() == text.size())); }

  /// Without its line end; empty past the last one.
  std::string_view line(std::uint32_t number) const;

  /// A column that counts bytes from 1, counted in UTF-16 units; as it is where the line is no UTF-8.
  std::uint32_t utf16_column(std::uint32_t line, std::uint32_t column) const;

  /// What to put under `line(number)` so that bytes from `column` up to `end` are marked: a caret, then
  /// tildes. Tabs stay tabs.
  std::string marker(std::uint32_t number, std::uint32_t column, std::uint32_t end) const;

private:
  std::string_view text;
  std::vector<std::size_t> begins;
};

} // namespace misfire
