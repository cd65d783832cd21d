// By what a campaign's mutants are judged, as far as the program itself tells.
#pragma once

#include "cli/pipeline.h"
#include "runner/campaign/rules.h"

namespace misfire::cli {

/// The configuration's rules, which know of each metric the losses whose own value it is. Error: the
/// configured test is not one that misfire knows.
Result<Rules> rules_for(const Mutated& mutated, bool exact);

} // namespace misfire::cli
