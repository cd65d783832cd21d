// What is known of a run's inputs where it has been replayed on suites of their own.
#pragma once

#include "runner/store/store.h"
#include "runner/training/executor.h"

namespace misfire {

/// Keeps a run anew, `after` in place of `before`, with the mark of a replay. What is known of its inputs
/// stays, but of suites that it has no mark of any more; what the replay recorded is kept under its suite's
/// name, of the metrics that the mark names.
Result<void> keep_replayed(Store& store, const Trained& replay, const Run& before, const Run& after);

} // namespace misfire
