// Opens a training program that CMake does not build: by its link command, and a compile database.
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/subject.h"

namespace misfire {

/// The subject of a configuration with a `link` command, which is read as a shell would without running it,
/// in the build folder. Its sources are those that the command itself names (`g++ train.cpp -ltorch`), with
/// its own flags, and those whose objects it names, with their commands from compile_commands.json in the
/// build folder (`bear -- make`, `ninja -t compdb`, Meson); all C++ sources of that file where it names
/// neither. Archives and libraries stay as they are: what is in them is not mutated. The program must have
/// been built once, so that generated files exist. Errors: no such compiler, no source, a
/// compile_commands.json that cannot be read.
Result<Subject> open_commands(const Configuration& configuration);

} // namespace misfire
