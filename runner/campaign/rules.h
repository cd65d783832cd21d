// By what a campaign judges: its test suites, how many runs, and when fewer will do.
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/results.h"
#include "stats/stopping.h"

namespace misfire {

/// A test suite with the metric that judges it.
struct JudgedSuite {
  std::string name;
  std::string metric;
  stats::Criterion criterion;
  /// The training losses whose own value the metric is: it cannot judge what changes them.
  std::vector<SourceRange> losses = {};
};

/// What stands for the metric where the exit status judges: 1 for every run that finished.
inline constexpr const char* exit_status = "exit status";

inline constexpr double default_certainty = stats::StoppingRule().certainty;

struct Rules {
  std::vector<JudgedSuite> suites; ///< in the configuration's order
  /// Configuration::suites, which decide neither what is trained nor when a trial ends.
  std::vector<JudgedSuite> replayed = {};
  unsigned baseline_runs = 20;
  unsigned mutant_runs = 20;
  /// Makes all runs of every trial, and looks neither for certainty nor for no effect.
  bool exact = false;
  /// stats::StoppingRule::certainty
  double certainty = default_certainty;
  Oracle oracle = Oracle::metrics;
};

/// Error: the configured test is not one that misfire knows.
Result<Rules> rules_of(const Configuration& configuration, bool exact);

/// The rules as a report names them; the criteria of all suites differ in their goals alone.
Judging judging_of(const Rules& rules);

/// Which of a trial's runs can be held against the baseline's.
struct Partners {
  bool reproducible = true;     ///< Baseline::reproducible
  std::uint64_t first_seed = 1; ///< of the trial; the baseline's is 1
};

/// Whether run i of the trial and the baseline's run i are a pair: they have one seed, and what that gives is
/// the same each time.
bool are_pairs(const Partners& partners);

/// When a trial's runs may end.
stats::StoppingRule stopping_rule(const Rules& rules, const Partners& partners);

} // namespace misfire
