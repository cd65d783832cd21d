// Positions in a source file.
#include "mutator/program/source.h"

#include <algorithm>

namespace misfire {

Position position_of(const std::string& text, std::uint32_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(offset, text.size()));
  const auto lines = std::count(text.begin(), end, '\n');
  const auto line_start = std::find(std::make_reverse_iterator(end), text.rend(), '\n').base();
  return {static_cast<std::uint32_t>(lines + 1), static_cast<std::uint32_t>(end - line_start + 1)};
}

} // namespace misfire
