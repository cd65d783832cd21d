// What shells and `man` are told of the command line, made from its own description.
#pragma once

#include "cli/described.h"

namespace misfire::cli {

/// Scripts that complete commands, options and the values that options take; where there are none of these,
/// files.
std::string bash_completion(const DescribedProgram& program);
std::string zsh_completion(const DescribedProgram& program);
std::string fish_completion(const DescribedProgram& program);

/// A page for section 1, in the macros of man.
std::string man_page(const DescribedProgram& program);

} // namespace misfire::cli
