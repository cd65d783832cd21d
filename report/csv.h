// Values in rows that commas separate, as RFC 4180 has them.
#pragma once

#include <string>

namespace misfire {

/// The text, between quotes where it needs them.
inline std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text)
    result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

} // namespace misfire
