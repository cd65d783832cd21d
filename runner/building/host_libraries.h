// Which of a subject's libraries its host loads before it forks (runtime/host.cpp).
#pragma once

#include "runner/subject.h"

#include <string>
#include <vector>

namespace misfire {

/// The words of the subject's link line that load its libraries from outside `folders`, and where those are
/// looked for at run time. What stands in libtorch's own folder counts as outside, wherever that is: people
/// unpack libtorch into their project, and CMake's FetchContent into the build. What the project has built,
/// or brings beside that, is each run's own to load.
std::vector<std::string> host_libraries(const LinkCommand& link, const std::vector<std::string>& folders);

} // namespace misfire
