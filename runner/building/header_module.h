// A header module of what the subject includes from outside: torch's headers are compiled once, not for every
// mutant.
//
//   module misfire_headers { header "headers.h" export * }      headers.h: the subject's <...> includes
//
// A precompiled header is a prefix of every unit, in which Clang instantiates templates and emits virtual
// members again (1.7 s for an empty function after torch/torch.h); a module is complete (0.03 s). It takes
// the place of a module where the headers do not make one, or a unit does not go with it.
//
// Of a coded module, the functions that mutants call are not compiled with each mutant again, but once, all
// of them, into a shared library that the mutants are linked with and a host loads once. What it refers to
// and no library has is weak there, so that it loads all the same: a mutant that called it would not link.
//
// A second module holds the program itself, in a namespace (program_text.h): what it instantiates of others'
// templates with others' types is there for mutants too, which takes a third off the time of one. Of its own
// functions and types mutants see nothing.
#pragma once

#include "runner/building/compiler.h"
#include "runner/building/ninja.h"

#include <string>
#include <vector>

namespace misfire {

struct HeaderModule {
  Headers form = Headers::module;
  std::string name;                ///< of its files
  std::string folder;              ///< that they are in
  std::vector<std::string> flags;  ///< that make it; those of the units that use it are the same
  std::string text;                ///< of its header
  std::vector<HeaderModule> under; ///< the modules that it is made with, and that come with it
  std::string file() const { return folder + "/" + name + (form == Headers::precompiled ? ".pch" : ".pcm"); }
  /// The shared library of its functions; empty where it has none.
  std::string shared_library() const { return has_code(form) ? folder + "/" + name + ".so" : ""; }
};

/// The module of these includes, as between the angles and in their order, for units with these flags, in a
/// folder of its own under `folder`: Clang silently accepts a module made with other definitions or
/// optimisation, so the complete list of flags is its name.
HeaderModule module_of_includes(Headers form, const std::string& folder,
                                const std::vector<std::string>& flags,
                                const std::vector<std::string>& includes);

/// The module of a program_text() on top of that of its includes. It is refused where the program has
/// variables outside functions that take more than a constant to initialise: every mutant would do it too.
HeaderModule module_of_program(const HeaderModule& includes, const std::string& text);

/// Writes what the module is made of and gives the steps that make it, those under it left out.
Result<std::vector<BuildStep>> module_steps(const HeaderModule& module, const Tools& tools,
                                            const std::string& directory);

/// The flags with which a unit uses it and those under it, ahead of its own -include options.
std::vector<std::string> module_use(const HeaderModule& module);

/// Adds words to a command's.
void append(std::vector<std::string>& words, const std::vector<std::string>& more);

} // namespace misfire
