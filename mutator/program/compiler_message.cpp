// Finds in a compiler's message what people want to see of it.
#include "mutator/program/compiler_message.h"

#include <sstream>

namespace misfire {

std::string first_error(const std::string& message) {
  std::istringstream lines(message);
  std::string first;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("error:") != std::string::npos) return line;
    if (first.empty()) first = line;
  }
  return first;
}

} // namespace misfire
