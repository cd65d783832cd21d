// Writes into the store what a run got right of each input.
#pragma once

#include "runner/evaluation.h"
#include "runner/store/database.h"

namespace misfire {

/// Of the run with that row; the hashes of a set of inputs are kept once.
void insert_recorded(Database& database, std::int64_t run, const Recorded& recorded);

} // namespace misfire
