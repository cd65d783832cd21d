// Looks at the runs of a trial in the order of their seeds.
#include "runner/campaign/trial.h"

#include "runner/training/metrics.h"
#include "stats/fisher.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

/// The runs with the first seeds, as far as they have all been made.
std::vector<Run> beginning_of(const Context& context, const std::optional<double>& number) {
  std::vector<Run> runs;
  const auto made = context.record.runs.find(number);
  if (made == context.record.runs.end()) return runs;
  for (std::uint64_t seed = context.first_seed(); runs.size() < context.rules.mutant_runs; ++seed) {
    const auto run = made->second.find(seed);
    if (run == made->second.end()) break;
    runs.push_back(run->second);
  }
  return runs;
}

/// The seeds that are missing among the first `count`.
Undecided missing(const Context& context, const std::optional<double>& number, unsigned count) {
  Undecided undecided;
  const auto made = context.record.runs.find(number);
  for (unsigned i = 0; i < count; ++i) {
    const std::uint64_t seed = context.first_seed() + i;
    if (made == context.record.runs.end() || !made->second.contains(seed)) undecided.seeds.push_back(seed);
  }
  return undecided;
}

bool changes_nothing(const Context& context, const std::vector<Run>& runs) {
  const unsigned looked_at = context.runs_for_no_effect();
  for (unsigned i = 0; i < looked_at; ++i)
    if (!trained_alike(runs[i], context.baseline.runs[i])) return false;
  return looked_at > 0;
}

/// Whether no run so far shows an effect where it is judged. The mutant may print otherwise.
bool shows_nothing(const Context& context, const std::vector<Run>& runs, int count) {
  const std::size_t compared = std::size_t(count);
  if (context.runs_for_no_effect() == 0 || compared > context.baseline.runs.size()) return false;
  for (std::size_t i = 0; i < compared; ++i)
    if (!judged_alike(runs[i], context.baseline.runs[i], context.rules)) return false;
  return true;
}

/// Where exit statuses decide: after the first run from which on nothing can change the verdict. At least the
/// fewest runs are made.
std::optional<stats::Stop> find_exit_stop(const stats::Suite& suite, const stats::StoppingRule& rule) {
  const auto kills = [&](int failed) {
    return stats::fisher_greater({0, int(suite.baseline.runs.size())}, {failed, rule.planned}) <
           suite.criterion.alpha / 2;
  };
  int failed = 0;
  for (int made = 1; made <= int(suite.mutant.runs.size()); ++made) {
    failed += !suite.mutant.runs[std::size_t(made) - 1];
    const bool decided = kills(failed) || !kills(failed + rule.planned - made);
    if (made >= rule.minimum && decided) return stats::Stop{made};
  }
  return std::nullopt;
}

/// What each suite measured of a trial.
std::vector<stats::Suite> suites_of(const Context& context, const std::vector<Run>& runs) {
  std::vector<stats::Suite> suites;
  for (const JudgedSuite& suite : context.rules.suites)
    suites.push_back(
        {context.baseline.samples.at(suite.name), sample_of(runs, suite.metric), suite.criterion});
  return suites;
}

/// The names of the metrics that judge and that a run did not print, "accuracy, loss".
std::string missing_metrics(const Run& run, const Rules& rules) {
  std::string missing;
  for (const JudgedSuite& suite : rules.suites)
    if (!last_number(run.metrics, suite.metric)) missing += (missing.empty() ? "" : ", ") + suite.metric;
  return missing;
}

/// A trial of which a run ended well, but without a score: whatever the runs before it printed, no training
/// failed, and none is known to be worse.
Scoreless without_score(const Context& context, TrialResult trial, const std::vector<Run>& before,
                        const Run& silent) {
  trial.runs = unsigned(before.size()) + 1;
  for (const JudgedSuite& suite : context.rules.suites) {
    stats::Verdict verdict = stats::judge(context.baseline.samples.at(suite.name),
                                          sample_of(before, suite.metric), suite.criterion);
    verdict.decision = stats::Decision::undecided;
    verdict.cause = stats::Cause::none;
    verdict.better = false;
    verdict.undecided_because =
        fmt::format("its run with seed {} ended well but printed no {}, by which it would be judged",
                    silent.seed, missing_metrics(silent, context.rules));
    trial.verdicts[suite.name] = verdict;
  }
  return {std::move(trial)};
}

/// After how many runs all suites are decided.
std::optional<stats::Stop> find_stop(const std::vector<stats::Suite>& suites, const Rules& rules,
                                     const stats::StoppingRule& rule) {
  return rules.oracle == Oracle::exit_code ? find_exit_stop(suites.front(), rule)
                                           : stats::find_stop(suites, rule);
}

} // namespace

const TrialResult* find_result(const TrialSoFar& trial) {
  if (const auto* scoreless = std::get_if<Scoreless>(&trial)) return &scoreless->trial;
  return std::get_if<TrialResult>(&trial);
}

unsigned Context::runs_for_no_effect() const {
  const bool comparable = baseline.reproducible && !rules.exact && !mutant.fresh_seeds &&
                          !mutant.evaluation_only && !mutant.after_training;
  return comparable && rules.mutant_runs >= 2 && baseline.runs.size() >= 2 ? 2 : 0;
}

stats::StoppingRule Context::stopping_rule() const {
  return misfire::stopping_rule(rules, {baseline.reproducible, first_seed()});
}

unsigned Context::fewest_runs() const {
  const stats::StoppingRule rule = stopping_rule();
  return unsigned(rule.paired ? stats::fewest_runs(suites_of(*this, {}), rule) : rule.minimum);
}

TrialSoFar advance_trial(const Context& context, const std::optional<double>& number) {
  const Rules& rules = context.rules;
  const std::vector<Run> made = beginning_of(context, number);
  const auto refused = std::ranges::find_if(made, [](const Run& run) { return !run.inapplicable.empty(); });
  if (refused != made.end()) return Inapplicable{refused->inapplicable};
  TrialResult result{
      .trial = {context.mutant.id, number}, .planned = rules.mutant_runs, .first_seed = context.first_seed()};
  // A run without a score ends the trial, unless those before it decide it.
  const auto silent = std::ranges::find(made, Outcome::no_metric, &Run::outcome);
  const std::vector<Run> runs(made.begin(), silent);
  const auto more = [&](unsigned count) -> TrialSoFar {
    if (silent != made.end()) return without_score(context, result, runs, *silent);
    return missing(context, number, count);
  };
  if (runs.size() < context.runs_for_no_effect()) return more(context.runs_for_no_effect());
  if (changes_nothing(context, runs)) {
    result.no_effect = true;
    result.runs = context.runs_for_no_effect();
    return result;
  }
  const auto count_replayed = [&] {
    result.replayed = unsigned(
        std::count_if(runs.begin(), runs.begin() + result.runs, [](const Run& run) { return run.replayed; }));
  };
  const stats::StoppingRule rule = context.stopping_rule();
  if (const unsigned fewest = context.fewest_runs(); runs.size() < fewest) return more(fewest);
  const std::vector<stats::Suite> suites = suites_of(context, runs);
  const std::optional<stats::Stop> stop = find_stop(suites, rules, rule);
  if (!stop) return more(unsigned(runs.size()) + 1);
  result.runs = unsigned(stop->runs);
  count_replayed();
  result.no_effect = shows_nothing(context, runs, stop->runs);
  if (result.no_effect) return result;
  for (std::size_t i = 0; i < suites.size(); ++i)
    result.verdicts[rules.suites[i].name] = stats::judge_stopped(suites[i], *stop, rule);
  return result;
}

} // namespace misfire
