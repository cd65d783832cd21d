// Opens the training program that a configuration names.
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/subject.h"

namespace misfire {

/// The subject: that of a link command (open_commands.h), or the configured target of a CMake build and,
/// transitively, the project's own static, shared and object libraries that it links, their sources with how
/// they are compiled. What is generated before the target is compiled is there afterwards: it is built,
/// unless that was done before. Errors: no such build directory, no reply of CMake's and no cmake, a target
/// that does not exist or is no executable (with those that are), a build that fails.
Result<Subject> open_subject(const Configuration& configuration);

} // namespace misfire
