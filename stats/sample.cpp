// Picking the scores, failures and pairs out of samples.
#include "stats/sample.h"

#include <algorithm>
#include <cmath>

namespace misfire::stats {
namespace {

/// The run's score, or none if it failed.
std::optional<double> finished(const std::optional<double>& run) {
  return run.has_value() && std::isfinite(*run) ? run : std::nullopt;
}

} // namespace

Sample sample_of(std::span<const double> scores) {
  return {{scores.begin(), scores.end()}};
}

std::vector<double> scores_of(const Sample& sample) {
  std::vector<double> scores;
  for (const auto& run : sample.runs)
    if (const auto score = finished(run)) scores.push_back(*score);
  return scores;
}

int failed_of(const Sample& sample) {
  return static_cast<int>(std::ranges::count_if(sample.runs, [](const auto& run) { return !finished(run); }));
}

Sample failures_replaced(Sample sample, std::optional<double> score) {
  if (!score) return sample;
  for (auto& run : sample.runs)
    if (!finished(run)) run = score;
  return sample;
}

Sample first_runs(const Sample& sample, std::size_t count) {
  const auto kept = static_cast<std::ptrdiff_t>(std::min(count, sample.runs.size()));
  return {{sample.runs.begin(), sample.runs.begin() + kept}};
}

Pairs pairs_of(const Sample& baseline, const Sample& mutant) {
  Pairs pairs;
  for (std::size_t i = 0; i < std::min(baseline.runs.size(), mutant.runs.size()); ++i) {
    const auto first = finished(baseline.runs[i]);
    const auto second = finished(mutant.runs[i]);
    if (!first || !second) continue;
    pairs.baseline.push_back(*first);
    pairs.mutant.push_back(*second);
  }
  return pairs;
}

} // namespace misfire::stats
