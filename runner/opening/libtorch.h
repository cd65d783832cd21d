// The libtorch that a subject is compiled with.
#pragma once

#include "runner/subject.h"

#include <optional>

namespace misfire {

/// Its version by the header torch/version.h in the include directories of the subject's units, the system's
/// last: "1.13.0". Absent where there is no such header.
std::optional<std::string> libtorch_version(const Subject& subject);

/// The C++ standard that those headers ask for, "20". Absent where they do not say.
std::optional<std::string> libtorch_standard(const Subject& subject);

/// The version of the libtorch that the subject's link line names, "2.14.1" or "1.13": by the name of the
/// library's file, or by build-version in a downloaded folder. Absent where neither says.
std::optional<std::string> linked_libtorch_version(const Subject& subject);

/// Whether two versions are of one libtorch: major and minor are the same.
bool are_of_one_libtorch(const std::string& version, const std::string& other);

/// Whether misfire's tests have ever run with that version.
bool is_tested_libtorch(const std::string& version);

/// The version of the libtorch that a header belongs to, .../include/torch/... Absent for any other header.
std::optional<std::string> libtorch_version_of(const std::string& header);

} // namespace misfire
