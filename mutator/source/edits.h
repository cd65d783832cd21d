// Applies edits to a file's text.
#pragma once

#include "mutator/operators/mutant.h"

#include <string>
#include <vector>

namespace misfire {

/// The line end of a file: that of its first line; a newline for a file of one line.
std::string line_end_of(const std::string& text);

/// All that is written into a file, by range: the #include lines at its include point, in the line ends the
/// file has and each once, and the edits. Edits must be of this file and must not overlap; they may come in
/// any order; insertions at the same offset keep theirs.
std::vector<Edit> ordered_edits(const SourceFile& file, const std::vector<Edit>& edits,
                                const std::vector<std::string>& includes);

/// The file's text with `ordered_edits` applied.
std::string apply_edits(const SourceFile& file, const std::vector<Edit>& edits,
                        const std::vector<std::string>& includes);

/// The edits with every number in `misfire::value(...)` or `misfire::scale(...)` replaced by a zero of its
/// type. Mutants whose masked sources are equal differ only in numbers, so one binary serves them.
std::vector<Edit> masked(std::vector<Edit> edits);

} // namespace misfire
