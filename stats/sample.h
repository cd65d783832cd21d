// The runs of one trial as the statistics see them: a score each, or a failure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace misfire::stats {

/// The runs of a baseline or of a trial on one test suite, in the order of their seeds: entry i is the run
/// with the i-th seed. A run that crashed, timed out or diverged has no score.
struct Sample {
  std::vector<std::optional<double>> runs;

  bool operator==(const Sample&) const = default;
};

/// A sample of finished runs only.
Sample sample_of(std::span<const double> scores);

/// The scores of the finished runs, in the order of their seeds. A score that is not finite counts as a
/// failed run.
std::vector<double> scores_of(const Sample& sample);

/// How many runs failed.
int failed_of(const Sample& sample);

/// The sample with `score` in place of every failed run; unchanged without one.
Sample failures_replaced(Sample sample, std::optional<double> score);

/// The first `count` runs, or all if there are fewer.
Sample first_runs(const Sample& sample, std::size_t count);

/// The scores of the seeds with which both runs finished: `baseline[i]` and `mutant[i]` share a seed. Seeds
/// that only one sample has are left out.
struct Pairs {
  std::vector<double> baseline;
  std::vector<double> mutant;

  bool operator==(const Pairs&) const = default;
};
Pairs pairs_of(const Sample& baseline, const Sample& mutant);

} // namespace misfire::stats
