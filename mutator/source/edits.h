// Applies edits to a file's text.
#pragma once

#include "mutator/operators/mutant.h"

#include <string>
#include <vector>

namespace misfire {

/// `text` with the edits applied and the #include lines added at the file's include point, in the line ends
/// the file has; an include that is named twice is added once. Edits must be of this file and must not
/// overlap; they may stand in any order; insertions at the same offset keep their order in `edits`.
std::string apply_edits(const SourceFile& file, const std::vector<Edit>& edits,
                        const std::vector<std::string>& includes);

/// The edits with every number in `misfire::value(...)` or `misfire::scale(...)` replaced by a zero of its
/// type. Mutants whose masked sources are equal differ only in numbers, so one binary serves them.
std::vector<Edit> masked(std::vector<Edit> edits);

} // namespace misfire
