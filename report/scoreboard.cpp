// Sorts results into tallies and hands them to the score's definitions.
#include "report/scoreboard.h"

#include "mutator/operators/operator.h"
#include "report/holm.h"
#include "runner/configuration/configuration.h"

#include <set>

namespace misfire {

namespace {

unsigned& column(OperatorTally& tally, Counted counted) {
  switch (counted) {
  case Counted::killed:
    return tally.killed;
  case Counted::survived:
    return tally.survived;
  case Counted::better:
    return tally.better;
  case Counted::no_effect:
    return tally.no_effect;
  case Counted::inapplicable:
    return tally.inapplicable;
  case Counted::unbuildable:
    return tally.unbuildable;
  case Counted::undecided:
    break;
  }
  return tally.undecided;
}

void count(OperatorTally& tally, const MutantEntry& mutant, const MutantResult* result,
           const std::string& suite) {
  ++tally.mutants;
  if (mutant.identity) {
    ++tally.identity;
  } else if (result) {
    const Counted counted = counted_as(*result, suite);
    ++column(tally, counted);
    const auto* verdict = counting_verdict(*result, suite);
    tally.trivial += counted == Counted::killed && verdict->cause == stats::Cause::failures;
  } else {
    ++tally.pending;
  }
}

bool is_killed(const MutantResult& result, const std::string& suite) {
  return counted_as(result, suite) == Counted::killed;
}

std::optional<double> found(const std::map<std::string, double>& mildest, const std::string& suite) {
  const auto number = mildest.find(suite);
  return number == mildest.end() ? std::nullopt : std::optional(number->second);
}

/// DeepCrime's score of one operator, whose mutants are all intervals or all not.
std::optional<double>
deepcrime_of_operator(const std::vector<std::pair<const MutantEntry*, const MutantResult*>>& judged,
                      const std::string& suite) {
  std::vector<stats::ChoiceKill> choices;
  std::vector<stats::IntervalKill> intervals;
  for (const auto& [entry, result] : judged) {
    if (entry->harsh)
      intervals.push_back({*entry->harsh, found(result->mildest_killed, training_suite),
                           found(result->mildest_killed, suite)});
    else
      choices.push_back({is_killed(*result, training_suite), is_killed(*result, suite)});
  }
  return intervals.empty() ? stats::deepcrime_score(choices) : stats::deepcrime_score(intervals);
}

/// Scores a suite again by the kills that stand after Holm's correction.
void correct(SuiteScore& score, const std::vector<MutantResult>& results) {
  const std::map<std::string, double> adjusted = holm_adjusted(results, score.suite);
  for (const MutantResult& result : results)
    if (is_killed(result, score.suite) && !stays_killed(result, score.suite, adjusted))
      score.fallen.push_back(result.mutant);
  const int fallen = int(score.fallen.size());
  score.corrected =
      stats::mutation_score({int(score.total.killed) - fallen, int(score.total.survived) + fallen});
}

} // namespace

std::vector<SuiteScore> scoreboard(const std::vector<MutantEntry>& mutants,
                                   const std::vector<MutantResult>& results, const CampaignSummary& summary) {
  std::map<std::string, const MutantResult*> by_id;
  for (const MutantResult& result : results)
    by_id[result.mutant] = &result;
  std::set<std::string> apart; // from the faults that are scored
  for (const MutantEntry& mutant : mutants)
    if (mutant.identity || is_post_training(mutant.operator_id)) apart.insert(mutant.id);
  std::vector<MutantResult> faults = results;
  std::erase_if(faults, [&](const MutantResult& result) { return apart.contains(result.mutant); });
  std::vector<SuiteScore> scores;
  for (const BaselineSuite& baseline : summary.baseline) {
    SuiteScore score{.suite = baseline.suite,
                     .operators = {},
                     .total = {},
                     .after_training = {},
                     .after_training_score = {},
                     .score = {},
                     .corrected = {},
                     .fallen = {},
                     .deepcrime = {}};
    std::map<std::string, OperatorTally> tallies;
    std::map<std::string, std::vector<std::pair<const MutantEntry*, const MutantResult*>>> judged;
    for (const MutantEntry& mutant : mutants) {
      const bool trained = is_post_training(mutant.operator_id);
      if (trained && score.suite == training_suite) continue; // it is not judged there
      const auto result = by_id.find(mutant.id);
      const MutantResult* known = result == by_id.end() ? nullptr : result->second;
      count(tallies[mutant.operator_id], mutant, known, score.suite);
      count(trained ? score.after_training : score.total, mutant, known, score.suite);
      if (apart.contains(mutant.id)) continue;
      if (known && known->standing == Standing::judged)
        judged[mutant.operator_id].emplace_back(&mutant, known);
    }
    for (auto& [id, tally] : tallies) {
      tally.operator_id = id;
      score.operators.push_back(tally);
    }
    score.score = stats::mutation_score({int(score.total.killed), int(score.total.survived)});
    score.after_training_score =
        stats::mutation_score({int(score.after_training.killed), int(score.after_training.survived)});
    correct(score, faults);
    std::vector<std::optional<double>> of_operators;
    for (const auto& [id, mutants_of_operator] : judged)
      of_operators.push_back(deepcrime_of_operator(mutants_of_operator, score.suite));
    score.deepcrime = stats::deepcrime_suite_score(of_operators);
    scores.push_back(std::move(score));
  }
  return scores;
}

} // namespace misfire
