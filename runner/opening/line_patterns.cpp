// Quotes what stands in lines, as RE2 wants it.
#include "runner/opening/line_patterns.h"

#include <llvm/ADT/StringRef.h>

namespace misfire {

const std::string number_group = "([-+]?[0-9.]*[0-9](?:[eE][-+]?[0-9]+)?|[-+]?nan|[-+]?inf)";

namespace {

std::string quoted(llvm::StringRef text) {
  std::string result;
  for (char letter : text) {
    if (llvm::StringRef("\\.+*?()|[]{}^$").contains(letter)) result += '\\';
    result += letter;
  }
  return result;
}

} // namespace

std::string pattern_of_text(const std::string& line) {
  llvm::StringRef text(line);
  std::string pattern;
  for (auto [piece, rest] = text.split("{}");; std::tie(piece, rest) = rest.split("{}")) {
    pattern += quoted(rest.empty() ? piece.rtrim() : piece);
    if (rest.empty()) break;
    pattern += ".*?";
  }
  return pattern + " *";
}

std::string pattern_of_value(const std::string& line, unsigned index) {
  std::size_t at = line.find("{}");
  for (; index > 0 && at != std::string::npos; --index)
    at = line.find("{}", at + 2);
  if (at == std::string::npos) return "";
  const llvm::StringRef behind = llvm::StringRef(line).substr(at + 2);
  const llvm::StringRef after = behind.substr(0, behind.find("{}"));
  const std::string end = after.size() == behind.size() ? " *$" : ""; // the last of the line
  return "^" + pattern_of_text(line.substr(0, at)) + number_group + quoted(after.rtrim()) + end;
}

} // namespace misfire
