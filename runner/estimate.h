// What a campaign will take and what it can show, said before it trains.
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/baseline.h"

namespace misfire {

struct Estimate {
  unsigned mutants = 0; ///< those that will be trained
  unsigned most_runs = 0;
  double most_seconds = 0; ///< wall time, with `jobs` side by side
  double run_seconds = 0;  ///< one run, by the baseline
  unsigned jobs = 1;
  bool reproducible = true;
  std::vector<BaselineSuite> baseline;
  unsigned mutant_runs = 0;
  /// The smallest Cohen's d that so many runs can show; absent where the test has none.
  std::optional<double> smallest_effect;
  double wanted_effect = 0; ///< the smallest that is to kill
  /// The runs, of the baseline and of each mutant, that would show it; 0 where those that are made do.
  unsigned runs_for_effect = 0;
};

/// `mutants` are those that will be trained.
Estimate estimate(const std::vector<const Mutant*>& mutants, const Baseline& baseline, const Rules& rules,
                  unsigned jobs);

} // namespace misfire
