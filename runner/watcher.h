// What a campaign tells while it runs, and to whom.
#pragma once

#include "runner/results.h"

namespace misfire {

/// What a campaign will take and what it can show, said before it trains.
struct Estimate {
  unsigned mutants = 0;        ///< those that will be trained
  unsigned after_training = 0; ///< those whose fault is in networks that are trained already
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
  std::uint64_t kept_bytes = 0; ///< the most that kept networks will take; 0 where none are kept
};

/// Where a campaign stands.
struct Progress {
  unsigned mutants_done = 0;
  unsigned mutants = 0;
  unsigned trained = 0;    ///< runs of mutants that were trained in this session
  unsigned in_flight = 0;  ///< runs that are being trained
  double seconds = 0;      ///< since the first mutant's run
  double seconds_left = 0; ///< a guess from what the mutants so far took; 0 where nothing is known yet
};

/// Is told what happens, as it happens.
class Watcher {
public:
  virtual ~Watcher() = default;
  virtual void warned(const std::string& sentence) = 0;
  virtual void baseline_trained(unsigned done, unsigned total) = 0;
  /// Before any mutant is trained.
  virtual void estimated(const Estimate& estimate) = 0;
  virtual void decided(const MutantEntry& mutant, const MutantResult& result) = 0;
  /// About once a second.
  virtual void progressed(const Progress& progress) = 0;
};

} // namespace misfire
