// All pairs by bitsets: one for the inputs with exactly c kills, one for those with at least c.
#include "stats/per_input/redundancy.h"
#include "stats/per_input/wilson.h"

#include <bit>
#include <map>
#include <utility>

namespace misfire::stats {
namespace {

/// A mutant's inputs by their number of kills.
struct Levels {
  std::vector<Bits> exactly;  // [c]: c kills
  std::vector<Bits> at_least; // [c]: c kills or more
};

Levels levels(const KillCounts& mutant) {
  const auto count = static_cast<std::size_t>(mutant.runs) + 1;
  Levels result{std::vector<Bits>(count, Bits(mutant.kills.size())), {}};
  for (std::size_t input = 0; input < mutant.kills.size(); ++input)
    result.exactly[mutant.kills[input]].set(input);
  result.at_least = result.exactly;
  for (std::size_t c = count - 1; c-- > 0;)
    for (std::size_t word = 0; word < result.at_least[c].words.size(); ++word)
      result.at_least[c].words[word] |= result.at_least[c + 1].words[word];
  return result;
}

/// For each number of kills in `runs`, the fewest kills in `other_runs` whose interval lies wholly above its
/// own; the list ends where there is none.
std::vector<std::size_t> fewest_above(int runs, int other_runs) {
  std::vector<std::size_t> fewest;
  for (int c = 0; c <= runs; ++c) {
    int above = 0;
    while (above <= other_runs && wilson_interval(above, other_runs).low <= wilson_interval(c, runs).high)
      ++above;
    if (above > other_runs) break;
    fewest.push_back(static_cast<std::size_t>(above));
  }
  return fewest;
}

/// The number of inputs on which `less` has its interval wholly below that of `more`.
int inputs_below(const Levels& less, const Levels& more, const std::vector<std::size_t>& fewest) {
  if (fewest.empty()) return 0;
  int inputs = 0;
  for (std::size_t word = 0; word < less.exactly.front().words.size(); ++word) {
    std::uint64_t below = 0;
    for (std::size_t c = 0; c < fewest.size(); ++c)
      below |= less.exactly[c].words[word] & more.at_least[fewest[c]].words[word];
    inputs += std::popcount(below);
  }
  return inputs;
}

} // namespace

bool second_is_redundant(const Comparison& comparison) {
  if (comparison.first_more > 0) return false;
  return wilson_interval(comparison.first_less, comparison.first_less).half_width() < 0.05;
}

Result<std::vector<std::vector<Comparison>>> compare_all(std::span<const KillCounts> mutants) {
  std::vector<Levels> all;
  for (const KillCounts& mutant : mutants) {
    if (mutant.kills.size() != mutants.front().kills.size())
      return tl::unexpected(Error{"mutants were measured on different numbers of inputs"});
    all.push_back(levels(mutant));
  }
  std::map<std::pair<int, int>, std::vector<std::size_t>>
      thresholds; // by the runs of both: few mutants differ
  const auto thresholds_of = [&](int runs, int other_runs) -> const std::vector<std::size_t>& {
    const auto [place, is_new] = thresholds.try_emplace({runs, other_runs});
    if (is_new) place->second = fewest_above(runs, other_runs);
    return place->second;
  };
  std::vector result(mutants.size(), std::vector<Comparison>(mutants.size()));
  for (std::size_t i = 0; i < mutants.size(); ++i)
    for (std::size_t j = 0; j < mutants.size(); ++j) {
      if (i == j) continue;
      result[i][j].first_less = inputs_below(all[i], all[j], thresholds_of(mutants[i].runs, mutants[j].runs));
      result[j][i].first_more = result[i][j].first_less;
    }
  return result;
}

Result<std::vector<Redundancy>> find_redundancies(std::span<const KillCounts> mutants) {
  return compare_all(mutants).map([](const std::vector<std::vector<Comparison>>& comparisons) {
    std::vector<Redundancy> found;
    for (std::size_t second = 0; second < comparisons.size(); ++second)
      for (std::size_t first = 0; first < comparisons.size(); ++first)
        if (first != second && second_is_redundant(comparisons[first][second]))
          found.push_back({second, first});
    return found;
  });
}

} // namespace misfire::stats
