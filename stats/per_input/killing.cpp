// Counting kills from the runs' bits.
#include "stats/per_input/killing.h"
#include "stats/per_input/wilson.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace misfire::stats {

Result<KillCounts> kill_counts(const RightInputs& baseline, const RightInputs& mutant) {
  const std::size_t runs = std::min(baseline.size(), mutant.size());
  if (runs == 0) return tl::unexpected(Error{"no pair of runs recorded which inputs were right"});
  if (runs > std::numeric_limits<std::uint16_t>::max()) return tl::unexpected(Error{"more than 65,535 runs"});
  const std::size_t inputs = baseline.front().size;
  KillCounts counts{static_cast<int>(runs), std::vector<std::uint16_t>(inputs)};
  for (std::size_t run = 0; run < runs; ++run) {
    if (baseline[run].size != inputs || mutant[run].size != inputs)
      return tl::unexpected(
          Error{"run " + std::to_string(run) + " was measured on another number of inputs"});
    for (std::size_t word = 0; word < baseline[run].words.size(); ++word) {
      std::uint64_t killed = baseline[run].words[word] & ~mutant[run].words[word];
      for (; killed != 0; killed &= killed - 1)
        ++counts.kills[word * 64 + static_cast<std::size_t>(std::countr_zero(killed))];
    }
  }
  return counts;
}

Result<KillCounts> recorded_kill_counts(const RecordedRuns& baseline, const RecordedRuns& mutant,
                                        std::optional<std::size_t> without) {
  RightInputs of_baseline;
  RightInputs of_mutant;
  for (std::size_t i = 0; i < std::min(baseline.size(), mutant.size()); ++i) {
    if (!baseline[i] || !mutant[i] || i == without) continue;
    of_baseline.push_back(*baseline[i]);
    of_mutant.push_back(*mutant[i]);
  }
  return kill_counts(of_baseline, of_mutant);
}

double killing_probability(const KillCounts& mutant, std::size_t input) {
  return double(mutant.kills[input]) / mutant.runs;
}

double triviality(const KillCounts& mutant) {
  if (mutant.kills.empty()) return 0;
  const auto all = std::accumulate(mutant.kills.begin(), mutant.kills.end(), std::uint64_t{0});
  return double(all) / (double(mutant.runs) * double(mutant.kills.size()));
}

bool is_trivial(const KillCounts& mutant) {
  return triviality(mutant) >= 0.9;
}

Bits killing_inputs(const KillCounts& mutant) {
  int fewest = 0; // kills that put Wilson's lower bound over one half
  while (fewest <= mutant.runs && wilson_interval(fewest, mutant.runs).low <= 0.5)
    ++fewest;
  Bits killers(mutant.kills.size());
  for (std::size_t input = 0; input < mutant.kills.size(); ++input)
    if (mutant.kills[input] >= fewest) killers.set(input);
  return killers;
}

} // namespace misfire::stats
