// Counts the trainings of a campaign at most, and multiplies them by the baseline's time.
#include "runner/campaign/estimate.h"

#include "runner/campaign/next_runs.h"

namespace misfire {

namespace {

/// The fewest runs on each side that kill at the wanted effect; 0 if those that show `seen` do already.
unsigned runs_to_show(const stats::Criterion& criterion, const std::optional<double>& seen) {
  constexpr int most = 10000;
  if (!seen || *seen <= criterion.effect) return 0;
  for (int runs = 2; runs <= most; ++runs)
    if (const auto shown = stats::smallest_killed_effect(criterion, runs, runs);
        shown && *shown <= criterion.effect)
      return unsigned(runs);
  return 0;
}

} // namespace

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
  if (!rules.suites.empty() && rules.oracle == Oracle::metrics) {
    estimate.smallest_effect = stats::smallest_killed_effect(
        rules.suites.front().criterion, int(rules.baseline_runs), int(rules.mutant_runs));
    estimate.wanted_effect = rules.suites.front().criterion.effect;
    estimate.runs_for_effect = runs_to_show(rules.suites.front().criterion, estimate.smallest_effect);
  }
  return estimate;
}

} // namespace misfire
