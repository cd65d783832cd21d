// What binaries are made from, as far as it decides what they do: the part of a run's key that a build knows.
//
// Of sources it is what a compiler sees of them, without comments and white space; of paths in the project
// and the build folder, where they lie in it. So neither an edit of a comment nor another place of the
// project trains anything anew. What lies outside of both is known to the surroundings, by content.
#pragma once

#include "runner/building/build_baseline.h"
#include "runner/results.h"
#include "runner/system/places.h"

namespace misfire {

struct Ingredients {
  std::string manner;              ///< digest of compilers, flags, link command and runtime
  std::string code;                ///< digest of the sources
  std::vector<SourceText> sources; ///< Built::sources
};

/// The folders of a workshop that may stand elsewhere tomorrow.
Places places_of(const Workshop& shop);

/// What a baseline that is built was made from: everything but the mutants' edits that decides what a binary
/// does. Error: a file cannot be read.
Result<Ingredients> ingredients_of(const BuiltBaseline& baseline);

/// A digest of what a compiler sees of files' texts, by path.
std::string digest_of_code(const std::map<std::string, std::string>& texts, const Places& places);

} // namespace misfire
