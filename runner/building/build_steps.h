// The steps of a build: from units and shadow trees to objects and programs.
#pragma once

#include "mutator/operators/mutant.h"
#include "mutator/program/training_program.h"
#include "runner/building/compiler.h"
#include "runner/building/header_module.h"
#include "runner/building/ninja.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace misfire {

/// What all steps of a build share.
struct Workshop {
  const Subject& subject;
  const TrainingProgram& program;
  Compiler compiler;
  std::string folder;                  ///< of the build
  std::vector<std::string> tree_files; ///< what a shadow tree holds: the subject's sources and headers
  /// The texts of files that include others of the tree by absolute paths, turned towards it; by path.
  /// Generated sources among them are compiled in the tree for that.
  std::map<std::string, std::string> turned;
  std::vector<std::optional<HeaderModule>> modules; ///< by unit, for those that are compiled with one
  std::string without_program; ///< why the modules do not hold the program, though they should; else empty
};

Workshop workshop_for(const Subject& subject, const TrainingProgram& program, const Compiler& compiler,
                      const std::string& folder);

/// Something that is linked into a program of its own: the baseline, or mutants that share a binary.
struct Variant {
  std::string folder;                       ///< tree/, objects and program
  std::string name;                         ///< for people
  std::map<std::string, std::string> texts; ///< what is compiled in place of the subject's files, by path
  std::set<std::size_t> compiled;           ///< the units it compiles itself; the others are the baseline's
  std::string tree() const { return folder + "/tree"; }
  std::string object(std::size_t unit) const { return folder + "/" + std::to_string(unit) + ".o"; }
  std::string program() const { return folder + "/program"; }
};

/// The files that a tree holds with another text than the subject's, by path: instrumented, mutated unless
/// `mutant` is null, and with includes that stay in the tree.
std::map<std::string, std::string> tree_texts(const Workshop& shop, const Mutant* mutant);

/// The variant with no edit but the instrumentation; it compiles every unit.
Variant baseline_variant(const Workshop& shop);

/// Links, in a variant's tree, for what it does not change: to the baseline's text where that has one of its
/// own, else to the subject's file.
std::map<std::string, std::string> tree_links(const Workshop& shop, const Variant& baseline);

/// A unit is compiled often if a site stands in its source or in a header of the subject that it includes,
/// whatever mutants there are: so a baseline is the same for all of them.
Compiled compiled(const Workshop& shop, const Unit& unit);

/// Its flags_for the workshop's compiler.
std::vector<std::string> unit_flags(const Workshop& shop, const Unit& unit);

/// Whether a unit is compiled from the shadow tree: the subject's own C++.
bool in_tree(const Workshop& shop, const Unit& unit);

/// The host of a workshop that has one.
std::string host_program(const Workshop& shop);

/// The shared libraries with the functions of all header modules, those that others are made on first.
std::vector<std::string> module_libraries(const Workshop& shop);

/// The steps for what all variants share: header modules, the object that every binary links, the host.
/// Writes the modules' files.
Result<std::vector<BuildStep>> shared_steps(const Workshop& shop);

/// The steps that make a variant: its objects and its program; but for the baseline's own, none before the
/// baseline's has been made.
std::vector<BuildStep> variant_steps(const Workshop& shop, const Variant& variant, const Variant& baseline);

} // namespace misfire
