// What compilers say when they refuse a source.
#pragma once

#include <string>

namespace misfire {

/// The line that says what is wrong: the first with an error; without any, the first line.
std::string first_error(const std::string& message);

} // namespace misfire
