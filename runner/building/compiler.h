// Which compiler builds the subject's binaries, and with which flags.
//
// By Clang without optimisation and with a header module, a mutant takes a twentieth of the time of a
// subject's own compiler at -O3 (bench/README.md). Baseline and mutants are always compiled alike: compilers
// differ in the order in which they evaluate arguments, so that the same seed gives other weights.
#pragma once

#include "runner/subject.h"

#include <string>
#include <vector>

namespace misfire {

/// The tools of a build; paths are absolute, or empty for what is not there.
struct Tools {
  std::string clang;       ///< clang++ of the LLVM in use, else the one in PATH
  std::string lld_folder;  ///< the folder that has its ld.lld
  std::string llvm_folder; ///< the folder that has its llvm-nm and llvm-objcopy
  std::string runtime;     ///< the folder of the runtime: include/, start.cpp
};

/// Finds them. The runtime is the one installed beside misfire, else the one it was built with;
/// MISFIRE_RUNTIME names another.
Tools find_tools();

/// In which form Clang keeps the headers from outside the subject (header_module.h), the fastest first.
///   with_program: a coded module, and one on top of it that holds the program
///   coded_module: a module whose inline functions are compiled once, into a shared library
///   module:       a module alone
///   precompiled:  a precompiled header
enum class Headers { with_program, coded_module, module, precompiled };

/// Whether its functions are compiled once.
constexpr bool has_code(Headers form) {
  return form <= Headers::coded_module;
}

/// For people: "a header module", "a precompiled header".
std::string spelled(Headers form);

/// A compiler for a whole build. C units, and those that Clang refuses, keep their own in any case.
struct Compiler {
  enum class Kind { clang, own };
  Kind kind = Kind::own;
  Tools tools;
  Headers headers = Headers::with_program;
  bool for_host = false; ///< programs are shared objects, which a host loads; only Clang with lld makes them
  bool keeping = false;  ///< training can be passed over in programs, and what they train be kept (kept.cpp)
};

/// Whether a unit is compiled for the baseline alone, or again for mutants.
enum class Compiled { once, often };

/// The compiler's path for a unit.
std::string driver_for(const Compiler& compiler, const Unit& unit);

/// The unit's flags for this compiler, without debug information. For Clang: those it knows,
/// position-independent, without link-time optimisation, as are those of units in C and C++ that keep their
/// own compiler beside Clang; and where the unit is compiled often at -O0: of the bundled subjects a mutant
/// takes 2.9 and 2.5 CPU s at -O0, 5.9 and 4.5 at -O1, and a run the same time with either, since training is
/// libtorch's work. What only reads data is compiled once, as the subject asks for.
std::vector<std::string> flags_for(const Compiler& compiler, const Unit& unit, Compiled compiled);

/// An object on a link line, with the library it is taken from where it is needed (Unit::archive).
struct LinkedObject {
  std::string path;
  std::string archive;
};

/// The command that links the objects into `program`, in the link command's directory: by lld where it is
/// there, which takes an archive's objects as an archive would give them. In a shared object the program's
/// own functions and variables are its own, whatever libraries call theirs, as in an executable; what is made
/// from headers is shared with the libraries, as there.
std::vector<std::string> link_words(const Compiler& compiler, const LinkCommand& link,
                                    const std::vector<LinkedObject>& objects, const std::string& program);

/// The best form that the tools allow.
Headers best_headers(const Tools& tools);

/// Whether a host can be made: Clang, lld and the host's source are there.
bool can_host(const Tools& tools);

/// The command that makes the host `program`, which loads host_libraries() before it forks.
std::vector<std::string> host_words(const Compiler& compiler, const LinkCommand& link,
                                    const std::vector<std::string>& folders, const std::string& program);

} // namespace misfire
