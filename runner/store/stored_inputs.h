// Writes into the store what a run got right of each input.
#pragma once

#include "runner/evaluation.h"
#include "runner/store/database.h"

namespace misfire {

/// Of the run with that row. What is in a set of inputs is kept once, and only of those that a run of the
/// baseline evaluates: of a mutant's own, it is enough that they are others.
void insert_recorded(Database& database, std::int64_t run, bool is_baselines, const Recorded& recorded);

} // namespace misfire
