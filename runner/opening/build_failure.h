// What a build that fails printed, as far as its reader needs it: the first error and what it comes from.
// What follows the first error mostly follows from it, and of libtorch's headers that is forty screens.
#pragma once

#include <string>

namespace misfire {

/// The line of a compiler, a linker, make or ninja, or CMake's paragraph; one that follows from another is
/// not first. Empty where none is recognised.
std::string first_error_of_build(const std::string& printed);

/// In a sentence what an error comes from and what can be done; empty for one that says it itself.
std::string cause_of(const std::string& error);

/// What is told of a build that failed: `what` failed, its first error, the cause, and where all of it is
/// kept. Writes `printed` into `log`; where that cannot be written, its end is told in place of the log.
std::string build_failure(const std::string& what, const std::string& printed, const std::string& log);

} // namespace misfire
