// Gathers for each mutant what its page draws.
#include "report/page_data.h"

#include "mutator/operators/advice.h"
#include "report/holm.h"
#include "report/json.h"
#include "report/not_tested.h"
#include "report/predictions.h"
#include "report/schema_status.h"
#include "report/scoreboard.h"
#include "report/sensitivity.h"
#include "report/wording.h"
#include "runner/campaign/baseline.h"
#include "stats/moments.h"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace misfire {

namespace json = llvm::json;

namespace {

json::Array scores_json(const stats::Sample& sample) {
  json::Array scores;
  for (const std::optional<double>& score : sample.runs)
    scores.push_back(number_json(score));
  return scores;
}

/// {"scores": [...], "mean": ..., "low": ..., "high": ...} of the finished runs.
json::Object sample_json(const stats::Sample& sample) {
  const std::vector<double> scores = stats::scores_of(sample);
  json::Object object{{"scores", scores_json(sample)}};
  if (!scores.empty()) object["mean"] = number_json(stats::mean(stats::moments(scores)));
  if (const auto interval = mean_interval(scores)) {
    object["low"] = number_json(interval->low);
    object["high"] = number_json(interval->high);
  }
  return object;
}

json::Object verdict_json(const stats::Verdict& verdict, const Judging& judging) {
  return json::Object{{"word", spelled(counted_as(verdict))},
                      {"by_failures", verdict.cause == stats::Cause::failures},
                      {"n", verdict.n},
                      {"k", verdict.k},
                      {"failed", verdict.failed_mutant},
                      {"mean_baseline", number_json(verdict.mean_baseline)},
                      {"mean_mutant", number_json(verdict.mean_mutant)},
                      {"p", number_json(verdict.p)},
                      {"d", number_json(verdict.d)},
                      {"infinite_d", verdict.d && std::isinf(*verdict.d)},
                      {"failure_p", number_json(verdict.failure_p)},
                      {"alpha", verdict.alpha},
                      {"power", number_json(verdict.power)},
                      {"undecided_because", utf8(verdict.undecided_because)},
                      {"caution", caution_of(verdict, judging)}};
}

/// A run a list, since large campaigns have 100,000: its seed, its seconds; of a failed one also how it
/// ended, and where what it printed is kept.
json::Array runs_json(const std::vector<Run>& runs) {
  json::Array list;
  for (const Run& run : runs) {
    json::Array one{std::int64_t(run.seed), number_json(std::round(1000 * run.seconds) / 1000)};
    if (run.outcome != Outcome::finished)
      for (const std::string& text : {spelled(run.outcome), run.ending, run.log})
        one.push_back(utf8(text));
    list.push_back(std::move(one));
  }
  return list;
}

/// Whether a trial's runs are known on the suite of this verdict: networks may not have been evaluated there.
/// That is no failed run.
bool is_evaluated(const stats::Verdict& verdict) {
  return verdict.undecided_because.empty() || verdict.k + verdict.failed_mutant > 0;
}

json::Object trial_json(const CampaignRecord& record, const TrialResult& trial,
                        const std::vector<Run>& runs) {
  json::Object suites;
  for (const BaselineSuite& suite : record.summary.baseline) {
    const auto verdict = trial.verdicts.find(suite.suite);
    const bool evaluated = verdict == trial.verdicts.end() || is_evaluated(verdict->second);
    const std::vector<Run> known = evaluated ? runs : std::vector<Run>();
    json::Object one = sample_json(sample_of(known, suite.metric));
    if (verdict != trial.verdicts.end())
      one["verdict"] = verdict_json(verdict->second, record.summary.judging);
    json::Array predicted;
    for (const Prediction& prediction : predictions(record, suite, known, trial)) {
      predicted.push_back(json::Array{prediction.runs, number_json(prediction.probability)});
      if (prediction.unpaired) predicted.back().getAsArray()->push_back(*prediction.unpaired);
    }
    if (const auto rule = find_stopped_by(record, suite, known, trial)) one["stopped_by"] = spelled(*rule);
    one["predicted"] = std::move(predicted);
    suites[utf8(suite.suite)] = std::move(one);
  }
  return json::Object{{"number", number_json(trial.trial.number)},
                      {"no_effect", trial.no_effect},
                      {"planned", trial.planned},
                      {"runs", runs_json(runs)},
                      {"suites", std::move(suites)}};
}

/// Its own p on each suite after Holm's correction.
json::Object corrected_json(const std::map<std::string, std::map<std::string, double>>& adjusted,
                            const std::string& mutant) {
  json::Object corrected;
  for (const auto& [suite, by_mutant] : adjusted)
    if (const auto p = by_mutant.find(mutant); p != by_mutant.end()) corrected[utf8(suite)] = p->second;
  return corrected;
}

json::Object mutant_json(const CampaignRecord& record, const MutantEntry& mutant,
                         const MutantResult* result) {
  json::Object object{{"id", utf8(mutant.id)},
                      {"operator", mutant.operator_id},
                      {"group", mutant.group},
                      {"file", utf8(mutant.file)},
                      {"line", mutant.line},
                      {"column", mutant.column},
                      {"choice", utf8(mutant.choice)},
                      {"description", utf8(mutant.description)},
                      {"diff", utf8(mutant.diff)},
                      {"mild", number_json(mutant.mild)},
                      {"harsh", number_json(mutant.harsh)},
                      {"verb", result ? verb_of(counted_as(*result, record.suites())) : "pending"}};
  if (!result) return object;
  object["evidence"] = result->standing == Standing::judged ? evidence_text(*result, record.suites()) : "";
  object["reason"] = utf8(result->reason);
  json::Object mildest;
  for (const auto& [suite, number] : result->mildest_killed)
    mildest[utf8(suite)] = number_json(number);
  object["mildest"] = std::move(mildest);
  json::Array trials;
  const auto runs = record.runs.find(mutant.id);
  for (std::size_t i = 0; i < result->trials.size(); ++i)
    trials.push_back(trial_json(record, result->trials[i],
                                runs == record.runs.end() ? std::vector<Run>{} : runs->second.at(i)));
  object["trials"] = std::move(trials);
  return object;
}

json::Array mutants_json(const CampaignRecord& record) {
  std::map<std::string, std::map<std::string, double>> adjusted;
  for (const std::string& suite : record.suites())
    adjusted[suite] = holm_adjusted(record.results, suite);
  const auto results = results_by_id(record);
  json::Array mutants;
  for (const MutantEntry& mutant : record.mutants) {
    json::Object object = mutant_json(record, mutant, results.at(mutant.id));
    object["corrected"] = corrected_json(adjusted, mutant.id);
    mutants.push_back(std::move(object));
  }
  return mutants;
}

json::Object tally_json(const OperatorTally& tally) {
  return json::Object{{"operator", tally.operator_id},    {"mutants", tally.mutants},
                      {"killed", tally.killed},           {"survived", tally.survived},
                      {"better", tally.better},           {"undecided", tally.undecided},
                      {"no-effect", tally.no_effect},     {"inapplicable", tally.inapplicable},
                      {"unbuildable", tally.unbuildable}, {"pending", tally.pending}};
}

json::Array suites_json(const CampaignRecord& record) {
  const std::vector<SuiteScore> scores = scoreboard(record.mutants, record.results, record.summary);
  json::Array suites;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const BaselineSuite& baseline = record.summary.baseline[i];
    json::Array operators;
    for (const OperatorTally& tally : scores[i].operators)
      operators.push_back(tally_json(tally));
    json::Array fallen;
    for (const std::string& mutant : scores[i].fallen)
      fallen.push_back(utf8(mutant));
    suites.push_back(json::Object{{"suite", utf8(baseline.suite)},
                                  {"metric", utf8(baseline.metric)},
                                  {"higher_is_better", baseline.goal == stats::Goal::maximize},
                                  {"baseline", sample_json(sample_of(record.baseline, baseline.metric))},
                                  {"deviation", number_json(baseline.deviation)},
                                  {"score", number_json(scores[i].score)},
                                  {"corrected", number_json(scores[i].corrected)},
                                  {"fallen", std::move(fallen)},
                                  {"deepcrime", number_json(scores[i].deepcrime)},
                                  {"total", tally_json(scores[i].total)},
                                  {"operators", std::move(operators)}});
    if (scores[i].after_training.mutants)
      (*suites.back().getAsObject())["after_training"] =
          json::Object{{"score", number_json(scores[i].after_training_score)},
                       {"total", tally_json(scores[i].after_training)}};
  }
  return suites;
}

json::Array sensitivity_json(const CampaignRecord& record) {
  json::Array pairs;
  for (const SuitePair& pair : suite_pairs(record.mutants, record.results, record.summary))
    pairs.push_back(json::Object{{"strong", utf8(pair.strong)},
                                 {"weak", utf8(pair.weak)},
                                 {"mutants", pair.mutants},
                                 {"strong_score", pair.strong_score},
                                 {"weak_score", pair.weak_score},
                                 {"sensitivity", number_json(pair.sensitivity)}});
  return pairs;
}

json::Array operators_json() {
  json::Array operators;
  for (const Operator& one : all_operators()) {
    const Advice advice = advice_of(one);
    operators.push_back(json::Object{{"id", one.id},
                                     {"name", one.name},
                                     {"group", one.group},
                                     {"summary", one.summary},
                                     {"survival", advice.survival},
                                     {"advice", advice.advice}});
  }
  return operators;
}

json::Array not_tested_json(const CampaignRecord& record) {
  json::Array list;
  for (const NotTested& one : not_tested(record)) {
    json::Array where;
    for (const std::string& place : one.where)
      where.push_back(utf8(place));
    list.push_back(
        json::Object{{"what", utf8(one.what)}, {"reason", utf8(one.reason)}, {"where", std::move(where)}});
  }
  return list;
}

json::Array without_mutants_json(const CampaignRecord& record) {
  json::Array ids;
  for (const std::string& id : operators_without_mutants(record))
    ids.push_back(id);
  return ids;
}

/// Where a running campaign stands; null for one that does not run.
json::Value running_json(const Progress* running) {
  if (!running) return nullptr;
  return json::Object{{"done", running->mutants_done},
                      {"mutants", running->mutants},
                      {"seconds_left", number_json(running->seconds_left)}};
}

} // namespace

std::optional<MeanInterval> mean_interval(const std::vector<double>& scores) {
  if (scores.size() < 2) return std::nullopt;
  const stats::Moments moments = stats::moments(scores);
  const boost::math::students_t distribution(double(scores.size() - 1));
  const double half = boost::math::quantile(distribution, 0.975) *
                      double(std::sqrt(stats::variance(moments) / (long double)(scores.size())));
  return MeanInterval{stats::mean(moments) - half, stats::mean(moments) + half};
}

json::Object page_data(const CampaignRecord& record, const Progress* running,
                       const Result<InputsReport>* inputs) {
  json::Array circumstances;
  for (const auto& [name, value] : record.summary.circumstances)
    circumstances.push_back(json::Array{utf8(name), utf8(value)});
  const CampaignSummary& summary = record.summary;
  return json::Object{{"method", method_text(summary)},
                      {"alpha", summary.judging.alpha},
                      {"effect", summary.judging.effect},
                      {"planned", summary.judging.mutant_runs},
                      {"reproducible", summary.reproducible},
                      {"interrupted", summary.interrupted},
                      {"running", running_json(running)},
                      {"trained", summary.trained},
                      {"kept", summary.kept},
                      {"saved", summary.saved},
                      {"seconds", number_json(summary.seconds)},
                      {"run_seconds", number_json(summary.baseline_seconds)},
                      {"circumstances", std::move(circumstances)},
                      {"suites", suites_json(record)},
                      {"sensitivity", sensitivity_json(record)},
                      {"operators", operators_json()},
                      {"mutants", mutants_json(record)},
                      {"inputs", inputs_page_data(inputs)},
                      {"not_tested", not_tested_json(record)},
                      {"without_mutants", without_mutants_json(record)}};
}

} // namespace misfire
