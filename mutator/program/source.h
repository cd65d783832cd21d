// Where things stand in the subject's sources: ranges of bytes, and the files they are ranges of.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace misfire {

/// A half-open range of bytes [begin, end) in one file. An empty range is a point where text can be inserted.
/// A range without a file stands for something that is not written anywhere (an implied default).
struct SourceRange {
  std::string file; ///< absolute, normalised
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool written() const { return !file.empty(); }
  bool contains(const SourceRange& other) const {
    return file == other.file && begin <= other.begin && other.end <= end;
  }
  auto operator<=>(const SourceRange&) const = default;
};

/// Line and column, both from 1; a column counts bytes, as Clang's do.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  auto operator<=>(const Position&) const = default;
};

/// A source or header of the subject, as it was read.
struct SourceFile {
  std::string path; ///< absolute, normalised
  std::string text;
  /// Where an #include line can be added: the byte after the line of the file's last #include that stands
  /// outside any condition but the file's own include guard; without one, the start of the first line that is
  /// neither comment nor #pragma once nor guard.
  std::uint32_t include_point = 0;
  bool operator==(const SourceFile&) const = default;
};

/// The position of byte `offset` of `text`; an offset past the end is the end.
Position position_of(const std::string& text, std::uint32_t offset);

} // namespace misfire
