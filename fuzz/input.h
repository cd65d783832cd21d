// What the fuzz targets share: an input as text and as parts, and a demand that stops the fuzzer where it is
// not met.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

namespace misfire::fuzz {

inline std::string text_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

/// The text before the first such letter, and the text behind it; the second is empty without one.
inline std::pair<std::string, std::string> halves(const std::string& text, char divider = '\n') {
  const std::size_t at = text.find(divider);
  return {text.substr(0, at), at == std::string::npos ? "" : text.substr(at + 1)};
}

inline void demand(bool met) {
  if (!met) std::abort();
}

} // namespace misfire::fuzz
