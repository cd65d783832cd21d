// The program as one header, each unit in a namespace of its own: what a module of it is made from.
#pragma once

#include "mutator/program/training_program.h"

#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace misfire {

/// Begins the name of every unit's namespace; its number ends it.
inline constexpr const char* program_namespace = "misfire_program_";

/// These units as they are written, with the subject's own headers written out. Their <...> includes are
/// taken as made. Nothing of the runtime is in them: its statics must be the mutant's own, since a host runs
/// no destructors of libraries. No macro of the program's is defined at its end; one that was already defined
/// at its begin is an #error. `forced` are the files that the command line includes in each, absolute. Error:
/// why a program does not go so.
tl::expected<std::string, std::string> program_text(const TrainingProgram& program,
                                                    const std::vector<const ProgramUnit*>& units,
                                                    const std::vector<std::string>& forced = {});

} // namespace misfire
