// Which lines a change touches, read from a unified diff.
#pragma once

#include "runner/error.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace misfire {

/// Lines [first, last] of a file as it is after the change.
struct LineRange {
  std::uint32_t first = 0, last = 0;
  bool operator==(const LineRange&) const = default;
};

/// By the path that the diff names, without its a/ or b/. Where lines were only deleted, the lines around the
/// gap are touched. A file that is gone has none.
using ChangedLines = std::map<std::string, std::vector<LineRange>>;

/// The lines that a unified diff (diff -u, git diff) touches. Error: the text is no unified diff; an empty
/// one is, and touches nothing.
Result<ChangedLines> changed_lines(const std::string& diff);

/// Whether lines [first, last] of the file at the absolute `path` are touched. A path of the diff names the
/// file whose path ends with it.
bool touches(const ChangedLines& changes, const std::string& path, std::uint32_t first, std::uint32_t last);

} // namespace misfire
