// What a run has of suites of their own (Configuration::suites), beside what its training printed: among its
// metrics, so that stores and reports need not know of it.
#pragma once

#include "runner/run.h"

#include <set>

namespace misfire {

/// What a run's replay on a suite rests on, and what came of it.
struct SuiteMark {
  std::string conditions;                ///< a digest of what it rests on beside the run
  std::string ending;                    ///< the spelled outcome, or what stands in its place
  double timeout = 0;                    ///< under which it was made
  std::vector<std::string> metrics = {}; ///< of the run, that are the suite's
  bool operator==(const SuiteMark&) const = default;
};

/// Under which a run has the mark of a suite. No metric may be called so.
std::string name_of_mark(const std::string& suite);

/// The suites that a run has marks of.
std::set<std::string> marked_suites(const Run& run);

/// Nothing where the run has none of this suite, or none that can be read.
std::optional<SuiteMark> find_mark(const Run& run, const std::string& suite);

/// In place of an earlier one; the metrics that it names are put beside it by the caller.
void put_mark(Run& run, const std::string& suite, const SuiteMark& mark);

/// Removes a suite's mark and its metrics.
void remove_suite(Run& run, const std::string& suite);

/// What the run's training printed, without anything of suites of their own.
std::map<std::string, std::vector<std::string>> metrics_of_training(Run run);

} // namespace misfire
