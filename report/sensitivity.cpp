// Compares suites mutant by mutant.
#include "report/sensitivity.h"

#include "runner/configuration/configuration.h"
#include "stats/score.h"

#include <fmt/format.h>
#include <set>
#include <utility>

namespace misfire {

namespace {

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.1f} %", 100 * *share) : "none";
}

bool counts(Counted counted) {
  return counted == Counted::killed || counted == Counted::survived;
}

/// Nothing where no mutant is judged on both.
std::optional<SuitePair> pair_of(const std::string& first, const std::string& second,
                                 const std::vector<const MutantResult*>& faults) {
  stats::Tally by_first, by_second;
  for (const MutantResult* fault : faults) {
    const Counted one = counted_as(*fault, first), other = counted_as(*fault, second);
    if (!counts(one) || !counts(other)) continue;
    ++(one == Counted::killed ? by_first.killed : by_first.survived);
    ++(other == Counted::killed ? by_second.killed : by_second.survived);
  }
  const auto score = stats::mutation_score(by_first), other_score = stats::mutation_score(by_second);
  if (!score || !other_score) return std::nullopt;
  SuitePair pair{first, second, unsigned(by_first.killed + by_first.survived), *score, *other_score, {}};
  if (pair.weak_score > pair.strong_score) {
    std::swap(pair.strong, pair.weak);
    std::swap(pair.strong_score, pair.weak_score);
  }
  pair.sensitivity = stats::sensitivity(pair.strong_score, pair.weak_score);
  return pair;
}

} // namespace

std::vector<SuitePair> suite_pairs(const std::vector<MutantEntry>& mutants,
                                   const std::vector<MutantResult>& results, const CampaignSummary& summary) {
  std::set<std::string> identities;
  for (const MutantEntry& mutant : mutants)
    if (mutant.identity) identities.insert(mutant.id);
  std::vector<const MutantResult*> faults;
  for (const MutantResult& result : results)
    if (!identities.contains(result.mutant)) faults.push_back(&result);
  std::vector<SuitePair> pairs;
  const std::vector<BaselineSuite>& suites = summary.baseline;
  for (std::size_t i = 0; i < suites.size(); ++i)
    for (std::size_t j = i + 1; j < suites.size(); ++j)
      if (suites[i].suite != training_suite && suites[j].suite != training_suite)
        if (auto pair = pair_of(suites[i].suite, suites[j].suite, faults)) pairs.push_back(std::move(*pair));
  return pairs;
}

std::string sensitivity_text(const std::vector<SuitePair>& pairs) {
  if (pairs.empty()) return "";
  std::string text = fmt::format("  {:<12}{:<12}{:>8}{:>10}{:>10}{:>13}\n", "strong", "weak", "mutants",
                                 "strong", "weak", "sensitivity");
  for (const SuitePair& pair : pairs)
    text += fmt::format("  {:<12}{:<12}{:>8}{:>10}{:>10}{:>13}\n", pair.strong, pair.weak, pair.mutants,
                        percent(pair.strong_score), percent(pair.weak_score), percent(pair.sensitivity));
  return text + "Sensitivity: what the weaker of two test sets loses of the other's score, (strong - weak) / "
                "strong, over the mutants that are killed or survived on both.\n";
}

std::string spelled(const SuitePair& pair) {
  return fmt::format("{} ({}) to {} ({}): {}, over {} {}", pair.strong, percent(pair.strong_score), pair.weak,
                     percent(pair.weak_score), percent(pair.sensitivity), pair.mutants,
                     pair.mutants == 1 ? "mutant" : "mutants");
}

} // namespace misfire
