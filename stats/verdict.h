// The kill rule: what the runs of a baseline and of a trial say about the trial on one test suite.
//
//   Sample, Sample ──orient──▶ p, d ──kill rule──▶ Verdict
//                     └──failed runs──▶ Fisher ──────┘
#pragma once

#include "stats/result.h"
#include "stats/sample.h"

#include <cstdint>
#include <optional>
#include <string>

namespace misfire::stats {

/// What p comes from. `glm` is DeepCrime's test in closed form, `glm_rounded` with its rounding of p to three
/// decimals. `wilcoxon` pairs runs by seed; the others take the samples as independent, which is
/// conservative.
enum class Test { glm, glm_rounded, t, welch, mann_whitney, wilcoxon, permutation };

/// Whether it compares runs seed by seed.
constexpr bool is_paired(Test test) {
  return test == Test::wilcoxon;
}

/// Whether a higher or a lower score is the better one.
enum class Goal { maximize, minimize };

/// When a trial counts as killed.
struct Criterion {
  Test test = Test::glm;
  double alpha = 0.05;
  /// The smallest Cohen's d that counts, in the direction of harm.
  double effect = 0.5;
  Goal goal = Goal::maximize;
  /// The score that stands in for every failed run, for comparison with tools that do so. Without it failed
  /// runs are judged by Fisher's exact test.
  std::optional<double> failed_as = std::nullopt;
  /// Seeds the random divisions of `permutation`, where there are too many for all.
  std::uint64_t permutation_seed = 1;

  bool operator==(const Criterion&) const = default;
};

enum class Decision {
  killed,
  survived,
  /// The runs cannot carry a verdict: no scores at all, with these numbers of finished runs, would have been
  /// killed (no finished run; one on each side; four against four by ranks has p >= 0.0286 but three against
  /// three 0.1), and the failed runs do not kill either. `Verdict::undecided_because` says which.
  undecided
};

/// What killed a trial.
enum class Cause { none, scores, failures };

/// The decision with everything it was made from.
struct Verdict {
  Decision decision = Decision::undecided;
  Cause cause = Cause::none;
  /// Significantly better than the baseline: the kill rule holds in the other direction. Then the trial is
  /// not killed by its scores.
  bool better = false;
  /// Finished runs of the baseline and of the mutant, and those that failed.
  int n = 0;
  int k = 0;
  int failed_baseline = 0;
  int failed_mutant = 0;
  /// Of the finished runs, as measured. Absent without any.
  std::optional<double> mean_baseline;
  std::optional<double> mean_mutant;
  /// Two-sided, from the criterion's test of the scores. Absent where the test is not defined.
  std::optional<double> p;
  /// Cohen's d, positive where the mutant is worse. Infinite where neither side varies and the means differ.
  std::optional<double> d;
  /// One-sided, from Fisher's exact test of the failed runs. Absent if no mutant run failed.
  std::optional<double> failure_p;
  /// What the scores' p was compared with: the criterion's alpha, half of it if a mutant run failed.
  double alpha = 0.05;
  /// The power of the two-sample t test at |d|, n and k.
  std::optional<double> power;
  std::string undecided_because;

  bool operator==(const Verdict&) const = default;
};

/// Judges a trial. With f > 0 failed mutant runs it is killed if Fisher's exact test of the failed runs is
/// below alpha / 2, or if its finished runs meet the kill rule at alpha / 2; with none, if they meet it at
/// alpha. The kill rule: p < alpha and d >= effect, with d positive where the mutant is worse.
Verdict judge(const Sample& baseline, const Sample& mutant, const Criterion& criterion);

/// One p for the whole verdict, for corrections over many mutants: that of the scores, or, where runs failed,
/// twice the smaller of the scores' and the failures' (at most 1), since two tests were made. Absent where
/// neither is.
std::optional<double> overall_p(const Verdict& verdict);

/// The two-sided p of a test. `wilcoxon` uses only seeds with which both finished. Error: the samples do not
/// allow the test.
Result<double> p_value(const Sample& baseline, const Sample& mutant, const Criterion& criterion);

/// The smallest p that any scores can have, with n and k finished runs (all paired, for `wilcoxon`); 1 where
/// the test is not defined at all.
double smallest_p(Test test, int n, int k);

/// The smallest Cohen's d that is killed with n and k runs by `glm`, `glm_rounded` or `t`, whose p depends on
/// nothing else: the effect threshold or the d at which p = alpha. Five against five runs of `glm` only show
/// d >= 1.24. Absent for the other tests and where the test is not defined.
std::optional<double> smallest_killed_effect(const Criterion& criterion, int n, int k);

} // namespace misfire::stats
