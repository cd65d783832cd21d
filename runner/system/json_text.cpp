// Counts brackets, then lets LLVM read.
#include "runner/system/json_text.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

/// How many values hold each other at most, as far as brackets tell.
unsigned depth_of(std::string_view text) {
  unsigned depth = 0, deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '[' || c == '{'))
      deepest = std::max(deepest, ++depth);
    else if (!quoted && (c == ']' || c == '}') && depth > 0)
      --depth;
  }
  return deepest;
}

} // namespace

tl::expected<llvm::json::Value, std::string> json_of(std::string_view text) {
  if (depth_of(text) > deepest_json)
    return tl::unexpected(fmt::format("more than {} of its values hold each other", deepest_json));
  llvm::Expected<llvm::json::Value> value = llvm::json::parse(llvm::StringRef(text.data(), text.size()));
  if (!value) return tl::unexpected(llvm::toString(value.takeError()));
  return std::move(*value);
}

} // namespace misfire
