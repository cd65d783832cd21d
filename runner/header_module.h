// A header module of what the subject includes from outside: torch's headers are compiled once, not for every
// mutant.
//
//   module misfire_pre { header "pre.h" export * }      pre.h: the subject's <...> includes
//
// A precompiled header is a prefix of every unit, in which Clang instantiates templates and emits virtual
// members again (1.7 s for an empty function after torch/torch.h); a module is complete (0.03 s). It takes
// the place of a module where the headers do not make one, or a unit does not go with it.
//
// Of a coded module, the functions that mutants call are not compiled with each mutant again, but once, all
// of them, into a shared library that the mutants are linked with and a host loads once. What it refers to
// and no library has is weak there, so that it loads all the same: a mutant that called it would not link.
#pragma once

#include "runner/compiler.h"
#include "runner/ninja.h"

#include <string>
#include <vector>

namespace misfire {

struct HeaderModule {
  Headers form = Headers::module;
  std::string folder;
  std::vector<std::string> flags;    ///< that make it; those of the units that use it are the same
  std::vector<std::string> includes; ///< as between the angles, in their order
  std::string file() const { return folder + (form == Headers::precompiled ? "/pre.pch" : "/pre.pcm"); }
  /// The shared library of a coded module; empty for the others.
  std::string shared_library() const { return form == Headers::coded_module ? folder + "/pre.so" : ""; }
  bool operator==(const HeaderModule&) const = default;
};

/// The module for units with these flags, in a folder of its own under `folder`: Clang silently accepts a
/// module made with other definitions or optimisation, so the complete list of flags is its name. `includes`
/// as between the angles, in their order.
HeaderModule module_for(Headers form, const std::string& folder, const std::vector<std::string>& flags,
                        const std::vector<std::string>& includes);

/// Writes what the module is made of and gives the steps that make it.
Result<std::vector<BuildStep>> module_steps(const HeaderModule& module, const Tools& tools,
                                            const std::string& directory);

/// The flags with which a unit uses it, ahead of its own -include options.
std::vector<std::string> module_use(const HeaderModule& module);

} // namespace misfire
