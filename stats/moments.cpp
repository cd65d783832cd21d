// Two-pass moments relative to the first score.
#include "stats/moments.h"

#include <cmath>

namespace misfire::stats {

Moments moments(std::span<const double> scores) {
  if (scores.empty()) return {};
  const long double origin = scores.front();
  const auto n = static_cast<long double>(scores.size());
  long double sum = 0;
  for (const double score : scores)
    sum += score - origin;
  const long double offset = sum / n;
  long double squares = 0;
  long double residue = 0; // zero but for rounding: what the first pass left in the mean
  for (const double score : scores) {
    const long double deviation = (score - origin) - offset;
    squares += deviation * deviation;
    residue += deviation;
  }
  return {static_cast<int>(scores.size()), scores.front(), offset + residue / n,
          squares - residue * residue / n};
}

double mean(const Moments& sample) {
  return static_cast<double>(sample.origin + sample.offset);
}

long double mean_difference(const Moments& a, const Moments& b) {
  return (static_cast<long double>(a.origin) - b.origin) + (a.offset - b.offset);
}

long double variance(const Moments& sample) {
  return sample.squares / (sample.n - 1);
}

long double pooled_deviation(const Moments& a, const Moments& b) {
  return std::sqrt((a.squares + b.squares) / (a.n + b.n - 2));
}

} // namespace misfire::stats
