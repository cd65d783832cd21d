// What the fuzz targets share: an input as text and as parts, and a demand that stops the fuzzer where it is
// not met.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
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

/// Into a folder that is there: to look whether it is takes a part of each input's time.
inline void write_into(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

inline void demand(bool met) {
  if (!met) std::abort();
}

} // namespace misfire::fuzz
