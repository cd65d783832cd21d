// What Clang is given to parse, or to compile, a unit of the subject.
#pragma once

#include "runner/subject.h"

namespace misfire {

/// The unit's own flags for Clang: without what Clang does not know (GCC's own flags), output and dependency
/// options, and -Werror. Without compiler, source and resource directory.
std::vector<std::string> parse_arguments(const Unit& unit);

/// The same for any list of flags, a link line's too.
std::vector<std::string> known_to_clang(const std::vector<std::string>& arguments);

} // namespace misfire
