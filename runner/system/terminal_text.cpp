// Looks at UTF-8 a character at a time.
#include "runner/system/terminal_text.h"

#include <fmt/format.h>
#include <llvm/Support/ConvertUTF.h>

namespace misfire {

namespace {

/// Of a legal sequence.
unsigned code_point_of(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return first;
  unsigned code = first & (0x7fU >> character.size());
  for (const char byte : character.substr(1))
    code = code << 6 | (static_cast<unsigned char>(byte) & 0x3fU);
  return code;
}

bool is_obeyed(unsigned code) {
  const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const bool turns = code == 0x61c || code == 0x200e || code == 0x200f ||
                     (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  return (control && code != '\n' && code != '\t') || turns;
}

} // namespace

std::string terminal_text(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const auto* begin = reinterpret_cast<const llvm::UTF8*>(text.data());
    const std::size_t size = llvm::getNumBytesForUTF8(*begin);
    if (size > text.size() || !llvm::isLegalUTF8Sequence(begin, begin + size)) {
      safe += fmt::format("\\x{:02x}", *begin);
      text.remove_prefix(1);
      continue;
    }
    const std::string_view character = text.substr(0, size);
    const unsigned code = code_point_of(character);
    if (is_obeyed(code))
      safe += code < 0x80 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
    else
      safe += character;
    text.remove_prefix(size);
  }
  return safe;
}

} // namespace misfire
