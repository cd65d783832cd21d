// Training programs written by hand, for tests without a compiler: sources as text, ranges found by what
// stands there.
#pragma once

#include "mutator/program/training_program.h"

#include <stdexcept>
#include <string>

namespace misfire::by_hand {

/// The range between « and » in `context`, which must stand in the file exactly once:
/// range_of(file, "nll_loss(«output», target)").
inline SourceRange range_of(const SourceFile& file, const std::string& context) {
  const std::string open = "«", close = "»";
  const auto first = context.find(open);
  const auto last = context.find(close);
  if (first == std::string::npos || last == std::string::npos)
    throw std::invalid_argument("no «range» in: " + context);
  const auto inner = context.substr(first + open.size(), last - first - open.size());
  const auto unmarked = context.substr(0, first) + inner + context.substr(last + close.size());
  const auto found = file.text.find(unmarked);
  if (found == std::string::npos) throw std::invalid_argument(file.path + " has no: " + unmarked);
  if (file.text.find(unmarked, found + 1) != std::string::npos)
    throw std::invalid_argument(file.path + " has more than one: " + unmarked);
  const auto begin = static_cast<std::uint32_t>(found + first);
  return {file.path, begin, static_cast<std::uint32_t>(begin + inner.size())};
}

/// A file whose include point is after its last line that begins with #include, else at its start.
inline SourceFile file_of(const std::string& path, const std::string& text) {
  const auto include = ("\n" + text).rfind("\n#include");
  std::size_t point = 0;
  if (include != std::string::npos) {
    const auto newline = text.find('\n', include);
    point = newline == std::string::npos ? text.size() : newline + 1;
  }
  return {.path = path, .text = text, .include_point = static_cast<std::uint32_t>(point)};
}

/// A program of one file, /repo/train.cpp.
inline TrainingProgram program_of(const std::string& text) {
  return {.root = "/repo", .files = {file_of("/repo/train.cpp", text)}};
}

inline SourceRange range_of(const TrainingProgram& program, const std::string& context) {
  return range_of(program.files.front(), context);
}

} // namespace misfire::by_hand
