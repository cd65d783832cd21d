// The two mutation scores.
#include "stats/score.h"

#include <algorithm>

namespace misfire::stats {

std::optional<double> mutation_score(const Tally& tally) {
  if (tally.killed + tally.survived == 0) return std::nullopt;
  return double(tally.killed) / (tally.killed + tally.survived);
}

std::optional<double> deepcrime_score(std::span<const ChoiceKill> choices) {
  const auto by_train = std::ranges::count_if(choices, &ChoiceKill::by_train);
  if (by_train == 0) return std::nullopt;
  const auto by_both =
      std::ranges::count_if(choices, [](const ChoiceKill& kill) { return kill.by_train && kill.by_test; });
  return double(by_both) / double(by_train);
}

std::optional<double> deepcrime_score(std::span<const IntervalKill> sites) {
  double sum = 0;
  int counted = 0;
  for (const IntervalKill& site : sites) {
    if (!site.by_train) continue;
    const bool equal = site.by_test == site.by_train;
    if (*site.by_train == site.harsh && !equal) continue;
    ++counted;
    if (equal)
      sum += 1;
    else if (site.by_test)
      sum += std::min(1.0, (site.harsh - *site.by_test) / (site.harsh - *site.by_train));
  }
  if (counted == 0) return std::nullopt;
  return sum / counted;
}

std::optional<double> deepcrime_suite_score(std::span<const std::optional<double>> operators) {
  double sum = 0;
  int counted = 0;
  for (const auto& score : operators) {
    if (!score) continue;
    sum += *score;
    ++counted;
  }
  if (counted == 0) return std::nullopt;
  return sum / counted;
}

std::optional<double> sensitivity(double strong, double weak) {
  if (strong == 0) return std::nullopt;
  return (strong - weak) / strong;
}

std::optional<double> instability(std::span<const double> powers_of_killed, double wanted_power) {
  if (powers_of_killed.empty()) return std::nullopt;
  const auto weak =
      std::ranges::count_if(powers_of_killed, [&](double power) { return power < wanted_power; });
  return double(weak) / double(powers_of_killed.size());
}

} // namespace misfire::stats
