// The longest first.
#include "runner/system/places.h"

#include <algorithm>
#include <cctype>

namespace misfire {

namespace {

/// Whether a name of a file or folder goes on with that character.
bool goes_on(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

std::string placed(std::string text, Places places) {
  std::ranges::sort(places, [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (const auto& [folder, name] : places) {
    if (folder.empty()) continue;
    for (std::size_t at = 0; (at = text.find(folder, at)) != text.npos;) {
      const std::size_t end = at + folder.size();
      const bool is_whole = end == text.size() || !goes_on(text[end]);
      if (is_whole) text.replace(at, folder.size(), name);
      at += is_whole ? name.size() : 1;
    }
  }
  return text;
}

} // namespace misfire
