// Trials that were stopped early, by either rule, and also judged whole: how many runs they took, and how
// many verdicts were kept.
#pragma once

#include "stats/stopping.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <span>
#include <vector>

namespace misfire::stats {

/// What became of trials under one rule. A verdict is that of a trial on a suite.
struct Stopped {
  int trials = 0;
  int verdicts = 0;
  int kept = 0;
  int killed_early_alone = 0;
  double runs = 0;

  double mean_runs() const { return runs / trials; }
  double share_kept() const { return double(kept) / verdicts; }
};

/// Stops a trial of which all planned runs are there, on all its suites, and holds each verdict against that
/// of all runs.
inline void add(Stopped& stopped, std::span<const Suite> suites, const StoppingRule& rule) {
  const Stop stop = find_stop(suites, rule).value();
  ++stopped.trials;
  stopped.runs += stop.runs;
  for (const Suite& suite : suites) {
    const auto early = judge_stopped(suite, stop, rule).decision;
    const auto whole = judge(suite.baseline, suite.mutant, suite.criterion).decision;
    ++stopped.verdicts;
    stopped.kept += early == whole ? 1 : 0;
    stopped.killed_early_alone += early == Decision::killed && whole != Decision::killed ? 1 : 0;
  }
}

/// Both rules on the same trials.
struct BothRules {
  Stopped by_scores;
  Stopped by_pairs;

  void add(std::span<const Suite> suites, int planned) {
    stats::add(by_scores, suites, {.planned = planned});
    stats::add(by_pairs, suites, {.planned = planned, .paired = true});
  }
};

/// The suites with their runs in another order: one for all, so that pairs stay pairs.
inline std::vector<Suite> shuffled(std::span<const Suite> suites, std::mt19937_64& generator) {
  std::vector<std::size_t> order(suites.front().mutant.runs.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::shuffle(order, generator);
  std::vector<Suite> result(suites.begin(), suites.end());
  for (std::size_t suite = 0; suite < suites.size(); ++suite)
    for (std::size_t i = 0; i < order.size(); ++i) {
      result[suite].mutant.runs[i] = suites[suite].mutant.runs[order[i]];
      result[suite].baseline.runs[i] = suites[suite].baseline.runs[order[i]];
    }
  return result;
}

} // namespace misfire::stats
