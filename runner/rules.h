// By what a campaign judges: its test suites, how many runs, and when fewer will do.
#pragma once

#include "runner/configuration.h"
#include "stats/stopping.h"

namespace misfire {

/// A test suite with the metric that judges it.
struct JudgedSuite {
  std::string name;
  std::string metric;
  stats::Criterion criterion;
};

struct Rules {
  std::vector<JudgedSuite> suites; ///< in the configuration's order
  unsigned baseline_runs = 20;
  unsigned mutant_runs = 20;
  /// Makes all runs of every trial, and looks neither for certainty nor for no effect.
  bool exact = false;
};

/// Error: the configured test is not one that misfire knows.
Result<Rules> rules_of(const Configuration& configuration, bool exact);

/// When a trial's runs may end.
stats::StoppingRule stopping_rule(const Rules& rules);

} // namespace misfire
