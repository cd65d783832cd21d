// Greedy set cover over the mutants that each input kills.
#include "stats/per_input/input_set.h"

#include <algorithm>
#include <tuple>

namespace misfire::stats {
namespace {

/// For each input, the mutants it kills.
Result<std::vector<Bits>> kills_by_input(std::span<const KillCounts> mutants) {
  if (mutants.empty()) return std::vector<Bits>{};
  std::vector<Bits> kills(mutants.front().kills.size(), Bits(mutants.size()));
  for (std::size_t mutant = 0; mutant < mutants.size(); ++mutant) {
    if (mutants[mutant].kills.size() != kills.size())
      return tl::unexpected(Error{"mutants were measured on different numbers of inputs"});
    const Bits killers = killing_inputs(mutants[mutant]);
    for (std::size_t input = 0; input < kills.size(); ++input)
      if (killers.test(input)) kills[input].set(mutant);
  }
  return kills;
}

int newly_killed(const Bits& kills, const Bits& already) {
  int mutants = 0;
  for (std::size_t word = 0; word < kills.words.size(); ++word)
    mutants += std::popcount(kills.words[word] & ~already.words[word]);
  return mutants;
}

std::vector<std::size_t> cover(const std::vector<Bits>& kills, std::size_t mutants) {
  std::vector<std::size_t> chosen;
  Bits already(mutants);
  while (true) {
    std::size_t best = 0;
    int most = 0;
    for (std::size_t input = 0; input < kills.size(); ++input)
      if (const int newly = newly_killed(kills[input], already); newly > most) {
        most = newly;
        best = input;
      }
    if (most == 0) return chosen;
    chosen.push_back(best);
    for (std::size_t word = 0; word < already.words.size(); ++word)
      already.words[word] |= kills[best].words[word];
  }
}

} // namespace

Result<std::vector<std::size_t>> small_killing_set(std::span<const KillCounts> mutants) {
  return kills_by_input(mutants).map([&](const auto& kills) { return cover(kills, mutants.size()); });
}

Result<std::vector<InputValue>> most_valuable_inputs(std::span<const KillCounts> mutants, std::size_t count) {
  return kills_by_input(mutants).map([&](const std::vector<Bits>& kills) {
    std::vector<InputValue> values;
    for (std::size_t input = 0; input < kills.size(); ++input) {
      double sum = 0;
      for (const KillCounts& mutant : mutants)
        sum += killing_probability(mutant, input);
      values.push_back({input, kills[input].count(), sum / double(mutants.size())});
    }
    const auto worth = [](const InputValue& value) {
      return std::tuple(-value.mutants_killed, -value.mean_killing_probability, value.input);
    };
    std::ranges::sort(values, {}, worth);
    values.resize(std::min(values.size(), count));
    return values;
  });
}

} // namespace misfire::stats
