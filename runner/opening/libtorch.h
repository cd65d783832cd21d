// The libtorch that a subject is compiled with.
#pragma once

#include "runner/subject.h"

#include <optional>

namespace misfire {

/// Its version by the header torch/version.h in the include directories of the subject's units, the system's
/// last: "1.13.0". Absent where there is no such header.
std::optional<std::string> libtorch_version(const Subject& subject);

/// The version of the libtorch that a header belongs to, .../include/torch/... Absent for any other header.
std::optional<std::string> libtorch_version_of(const std::string& header);

} // namespace misfire
