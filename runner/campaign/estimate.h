// What a campaign will take and what it can show, said when the baseline is trained and no mutant is yet.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/campaign/baseline.h"
#include "runner/watcher.h"

namespace misfire {

/// `mutants` are those that will be trained.
Estimate estimate(const std::vector<const Mutant*>& mutants, const Baseline& baseline, const Rules& rules,
                  unsigned jobs);

} // namespace misfire
