// The baseline: the runs of the unmodified subject, by which all mutants are judged.
#pragma once

#include "runner/binary.h"
#include "runner/campaign/rules.h"
#include "runner/campaign/trainer.h"
#include "runner/results.h"

#include <functional>

namespace misfire {

struct Baseline {
  std::vector<Run> runs; ///< seeds 1, 2, ... n; all finished
  /// Two runs with the first seed are equal, fingerprint and metrics.
  bool reproducible = true;
  double mean_seconds = 0;
  double slowest_seconds = 0;
  double timeout = 0;                           ///< of a mutant's run, seconds
  std::map<std::string, stats::Sample> samples; ///< by test suite
  std::string program = {};                     ///< under which its runs and networks are kept
};

struct BaselineWatch {
  std::function<Interruption()> interruption;
  std::function<void(unsigned done, unsigned total)> progress; ///< after each run
};

/// Trains the baseline `rules.baseline_runs` times, and its first seed once more. Nothing if it was
/// interrupted. Error (Fault::baseline), with the log's path: a run fails, prints no metric that judges or
/// one that is not finite, or trains nothing.
Result<std::optional<Baseline>> train_baseline(Trainer& trainer, const Binary& binary,
                                               const Configuration& configuration,
                                               const ProgramRecord& program, const Rules& rules,
                                               const BaselineWatch& watch);

/// A metric of runs, in the order given; a failed run has no score.
stats::Sample sample_of(const std::vector<Run>& runs, const std::string& metric);

/// Whether two runs are bit for bit the same training, as far as is known: equal fingerprints, which are
/// there, and equal texts of all metrics; of a run that was replayed, of their last matches.
bool trained_alike(const Run& one, const Run& other);

/// Whether two runs led to the same, as far as it is judged: equal fingerprints, which are there, and equal
/// texts of the last match of each metric that judges.
bool judged_alike(const Run& one, const Run& other, const Rules& rules);

/// Mean and deviation of every suite of which there are scores.
std::vector<BaselineSuite> described(const Baseline& baseline, const Rules& rules);

/// Seconds that a run of the unmodified program may take: what is configured, or an hour where that is a
/// multiple of its own time.
double baseline_timeout(const Timeout& timeout);

} // namespace misfire
