// Counts the trainings of a campaign at most, and multiplies them by the baseline's time.
#include "runner/estimate.h"

#include "runner/course.h"

namespace misfire {

Estimate estimate(const std::vector<const Mutant*>& mutants, const Baseline& baseline, const Rules& rules,
                  unsigned jobs) {
  Estimate estimate{.mutants = unsigned(mutants.size()),
                    .run_seconds = baseline.mean_seconds,
                    .jobs = jobs,
                    .reproducible = baseline.reproducible,
                    .baseline = described(baseline, rules),
                    .mutant_runs = rules.mutant_runs,
                    .smallest_effect = {}};
  for (const Mutant* mutant : mutants)
    estimate.most_runs += most_trials(*mutant) * rules.mutant_runs;
  estimate.most_seconds = estimate.most_runs * estimate.run_seconds / jobs;
  if (!rules.suites.empty())
    estimate.smallest_effect = stats::smallest_killed_effect(
        rules.suites.front().criterion, int(rules.baseline_runs), int(rules.mutant_runs));
  return estimate;
}

} // namespace misfire
