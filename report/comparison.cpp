// Pairs the mutants of two campaigns, and says what became of them.
#include "report/comparison.h"

#include "report/mutant_keys.h"
#include "report/schema_status.h"
#include "report/scoreboard.h"
#include "report/wording.h"
#include "stats/per_input/wilson.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

/// A campaign's mutants as they are paired.
struct Paired {
  const CampaignRecord& record;
  std::vector<MutantKey> keys = mutant_keys(record);
  std::map<std::string, const MutantResult*> results = results_by_id(record);
  std::vector<std::optional<std::size_t>> partner =
      std::vector<std::optional<std::size_t>>(record.mutants.size());

  std::optional<Counted> verdict(std::size_t i) const {
    const MutantResult* result = results.at(record.mutants[i].id);
    return result ? std::optional(counted_as(*result, record.suites())) : std::nullopt;
  }
};

/// Pairs those that have no partner and whose keys are equal once `forget` has been applied to them.
template <typename Forget>
void pair_up(Paired& before, Paired& after, const Forget& forget) {
  std::multimap<MutantKey, std::size_t> known;
  for (std::size_t i = 0; i < before.keys.size(); ++i)
    if (!before.partner[i]) known.emplace(forget(before.keys[i]), i);
  for (std::size_t i = 0; i < after.keys.size(); ++i) {
    if (after.partner[i]) continue;
    const auto found = known.find(forget(after.keys[i]));
    if (found == known.end()) continue;
    after.partner[i] = found->second;
    before.partner[found->second] = i;
    known.erase(found);
  }
}

bool is_missed(const std::optional<Counted>& counted) {
  return counted == Counted::survived || counted == Counted::better;
}

void sort_in(Comparison& comparison, const ComparedMutant& mutant) {
  if (mutant.then == mutant.now)
    ++comparison.alike;
  else if (mutant.then == Counted::killed && is_missed(mutant.now))
    comparison.lost.push_back(mutant);
  else if (is_missed(mutant.then) && mutant.now == Counted::killed)
    comparison.won.push_back(mutant);
  else
    comparison.changed.push_back(mutant);
}

ComparedScore score_of(const CampaignRecord& record) {
  const std::vector<SuiteScore> scores = scoreboard(record.mutants, record.results, record.summary);
  if (scores.empty()) return {};
  const OperatorTally& total = scores.front().total;
  return {scores.front().suite, total.killed, total.killed + total.survived};
}

std::string judged_differently(const CampaignRecord& before, const CampaignRecord& after) {
  const std::string then = method_text(before.summary), now = method_text(after.summary);
  if (then == now) return "";
  return fmt::format("They were not judged alike. Then: {} Now: {}", then, now);
}

std::string word_of(const std::optional<Counted>& counted) {
  return counted ? spelled(*counted) : "not judged";
}

std::string lines_of(const std::string& heading, const std::vector<ComparedMutant>& mutants) {
  std::string text;
  for (const ComparedMutant& mutant : mutants)
    text += fmt::format("  {}  {} -> {}  {}\n", mutant.id, word_of(mutant.then), word_of(mutant.now),
                        mutant.description);
  return text.empty() ? "" : heading + ":\n" + text;
}

std::string lines_of(const std::string& heading, const std::vector<ComparedMutant>& mutants,
                     std::optional<Counted> ComparedMutant::* verdict) {
  std::string text;
  for (const ComparedMutant& mutant : mutants)
    text += fmt::format("  {}  {}  {}\n", mutant.id, word_of(mutant.*verdict), mutant.description);
  return text.empty() ? "" : heading + ":\n" + text;
}

std::string score_line(const std::string& when, const ComparedScore& score) {
  if (!score.counted) return fmt::format("Mutation score {}: none.\n", when);
  const stats::ShareInterval range = stats::wilson_interval(score.killed, score.counted, 0.95);
  return fmt::format("Mutation score {} on {}: {:.1f} % ({} of {}), {:.1f} % to {:.1f} %.\n", when,
                     score.suite, 100.0 * score.killed / score.counted, score.killed, score.counted,
                     100 * range.low, 100 * range.high);
}

} // namespace

Comparison compare(const CampaignRecord& before, const CampaignRecord& after) {
  Paired old_ones{before}, new_ones{after};
  pair_up(old_ones, new_ones, [](MutantKey key) { return key; });
  pair_up(old_ones, new_ones, [](MutantKey key) {
    key.file.clear();
    return key;
  });
  Comparison comparison;
  for (std::size_t i = 0; i < after.mutants.size(); ++i) {
    const MutantEntry& mutant = after.mutants[i];
    const auto partner = new_ones.partner[i];
    const ComparedMutant compared{mutant.id, partner ? old_ones.verdict(*partner) : std::nullopt,
                                  new_ones.verdict(i), mutant.description};
    if (partner)
      sort_in(comparison, compared);
    else
      comparison.added.push_back(compared);
  }
  for (std::size_t i = 0; i < before.mutants.size(); ++i)
    if (!old_ones.partner[i])
      comparison.gone.push_back(
          {before.mutants[i].id, old_ones.verdict(i), std::nullopt, before.mutants[i].description});
  comparison.then = score_of(before);
  comparison.now = score_of(after);
  comparison.caution = judged_differently(before, after);
  return comparison;
}

std::string comparison_text(const Comparison& comparison) {
  std::string text = lines_of("Killed then, and not any more", comparison.lost);
  text += lines_of("Killed now", comparison.won);
  text += lines_of("Another verdict", comparison.changed);
  text += lines_of("New", comparison.added, &ComparedMutant::now);
  text += lines_of("Gone", comparison.gone, &ComparedMutant::then);
  text += fmt::format("{} mutants have the verdict that they had.\n", comparison.alike);
  text += score_line("then", comparison.then) + score_line("now", comparison.now);
  text += "The ranges are Wilson's intervals of 95 % over mutants.\n";
  return text + (comparison.caution.empty() ? "" : comparison.caution + "\n");
}

} // namespace misfire
