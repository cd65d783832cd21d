// An operator explained from its own definition: on the console, and as a page of docs/operators/.
#pragma once

#include "mutator/operators/operator.h"

namespace misfire {

/// As `misfire operators HLR` prints it.
std::string explained(const Operator& one);

/// The page docs/operators/<name>.md, in Markdown.
std::string page_of(const Operator& one);

/// docs/operators/README.md: every operator with its group and what it does, by id.
std::string index_of_pages();

} // namespace misfire
