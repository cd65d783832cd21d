// By what a mutant is known again when lines, and what stands elsewhere, have changed.
#pragma once

#include "mutator/operators/mutant.h"

#include <map>
#include <string>

namespace misfire {

/// Digestible texts. Numbers that a fault is bound to are in neither.
struct MutantIdentity {
  /// Operator, choice, edited text, what stands in its place, and which of several that are alike it is.
  std::string loose;
  /// The same, and the declarations around its edits as they are: where this is equal, the function that
  /// holds the fault is as it was.
  std::string strict;
  bool operator==(const MutantIdentity&) const = default;
};

/// Of all mutants, by id.
std::map<std::string, MutantIdentity> identities_of(const TrainingProgram& program,
                                                    const std::vector<Mutant>& mutants);

} // namespace misfire
