// Stopping a trial's runs early: as soon as the verdict that all planned runs would give is all but certain.
// Where the runs of baseline and mutant are pairs, by the mixtures of stats/paired.h, which know the
// baseline's scores of the seeds to come; else by the mutant's mean and variance alone.
#pragma once

#include "stats/paired.h"
#include "stats/result.h"
#include "stats/sample.h"
#include "stats/verdict.h"

#include <optional>
#include <span>

namespace misfire::stats {

/// When to stop. The defaults keep all verdicts of 55 published lists of 20 runs with about nine runs each.
struct StoppingRule {
  /// The number of runs that the verdict is about.
  int planned = 20;
  /// The fewest runs to stop at.
  int minimum = 5;
  /// The fewest runs to stop at when the first ones hold an outlier: further than `outlier_mad` median
  /// absolute deviations (unscaled) from their median and further than `outlier_deviations` standard
  /// deviations of the baseline.
  int minimum_with_outlier = 10;
  double outlier_mad = 6;
  double outlier_deviations = 3;
  /// Stops where the predictive probability of a kill is at least this, or at most 1 - this. Between 0.5 and
  /// 1, both excluded.
  double certainty = 0.99;
  /// How many runs the baseline's variance counts for in the estimate of the mutant's.
  double prior_runs = 3;
  /// Whether run i of a mutant has the seed of the baseline's run i, and a seed gives the same training each
  /// time. Suites whose baselines can be partners (`can_pair`) are then decided by pairs.
  bool paired = false;
  /// By pairs: the fewest finished runs to kill, and to let survive.
  int kill_from = 3;
  int survive_from = 7;

  bool operator==(const StoppingRule&) const = default;
};

/// Whether the rule applies to a test: to `glm`, `glm_rounded` and `t`. Other tests make all planned runs.
bool can_stop_early(Test test);

/// The predictive probability that the verdict at `rule.planned` runs will be a kill, given the mutant's
/// first runs. With k runs made, r = planned - k, nu = k - 1 + nu0, s_b^2 = (SS_k + nu0 s0^2) / nu, s_p^2 =
/// ((n0 - 1) s0^2 + (N - 1) s_b^2) / (n0 + N - 2), and d* the smallest d that kills at N, it is T_nu((m0 -
/// m_k - d* s_p) / ((r/N) s_b sqrt(1/k + 1/r))); where s_b = 0 or r = 0, 1 if k runs are killed, else 0.
/// Failed runs: 1 if they would kill even if all further runs finish; else the probability that the finished
/// runs meet the kill rule at alpha / 2, of which only the upper end is certain. Error: a test to which the
/// rule does not apply; no finished run; a baseline of fewer than two; scores whose squares a double does not
/// hold.
Result<double> predictive_probability(const Sample& baseline, const Sample& mutant, const StoppingRule& rule,
                                      const Criterion& criterion);

/// What one test suite measured: the runs are those made so far, in the order of their seeds and without
/// gaps.
struct Suite {
  Sample baseline;
  Sample mutant;
  Criterion criterion;
};

/// Whether so many of the runs made have failed that the suite is killed even if every further run finishes,
/// by Fisher's test at half of the significance level.
bool is_decided_by_failures(const Suite& made, const StoppingRule& rule);

/// Whether pairs decide a suite.
bool is_decided_by_pairs(const Suite& suite, const StoppingRule& rule);

/// What is predicted of a suite that pairs decide, from its first `runs` runs. Absent for another suite;
/// without a finished run; where no run is left to come; and where a double does not hold what comes between.
std::optional<Prediction> predict_by_pairs(const Suite& suite, std::size_t runs, const StoppingRule& rule);

/// The fewest runs at which all suites can be decided; that is known before any mutant's run is made.
int fewest_runs(std::span<const Suite> suites, const StoppingRule& rule);

/// Where a trial stops: after `runs` runs, because each suite is decided.
struct Stop {
  int runs = 0;

  bool operator==(const Stop&) const = default;
};

/// The first number of runs at which all suites are decided at once, or the planned number; absent: make more
/// runs. It looks at ever longer beginnings of the runs in the order of their seeds, so runs that ended
/// beyond the stop, because several were made side by side, change nothing: judge the first `runs`.
///
/// With p and u the predictions of a suite that pairs decide, k its finished runs, and e = 1 - certainty, it
/// is decided as killed where p >= 1 - e, u >= 1 - 1.25 e and k >= `kill_from`; as survived where p <= e, no
/// run failed and k >= `survive_from`; and, as killed, where so many runs failed that the others cannot
/// change it. Another suite is decided where its predictive probability is certain, from `minimum` runs on;
/// after a failed run only as killed. An outlier holds both up.
std::optional<Stop> find_stop(std::span<const Suite> suites, const StoppingRule& rule);

/// The verdict of a trial that stopped: its first `stop.runs` runs judged, and, where those are fewer than
/// planned, the decision replaced by the one that is predicted, by the rule that stopped it. The numbers (k,
/// p, d) are those of the runs made.
Verdict judge_stopped(const Suite& suite, const Stop& stop, const StoppingRule& rule);

} // namespace misfire::stats
