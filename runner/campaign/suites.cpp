// Puts what replays printed on other test data beside what their runs printed, and judges by it.
#include "runner/campaign/suites.h"

#include "runner/campaign/kept_origin.h"
#include "runner/campaign/suite_inputs.h"
#include "runner/campaign/training_loop.h"
#include "runner/training/metrics.h"
#include "stats/search.h"
#include "stats/stopping.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <fmt/format.h>

namespace misfire {

namespace {

/// Of a mutant that the suite `test` has no verdict on.
constexpr const char* unjudged = "the metric that it is measured by cannot judge this mutant";

/// In place of an outcome, of a replay that is none.
constexpr const char* trains_itself = "trained";

Training of_seed(const RunsOfTrial& runs, std::uint64_t seed) {
  Training training = runs.training;
  training.seed = seed;
  return training;
}

/// Why a trial's runs, which were enough to judge it elsewhere, do not tell here.
std::string uncertain(const stats::Sample& sample, const stats::StoppingRule& rule) {
  return fmt::format("its {} runs do not tell on these data, and nothing is trained for them: `misfire run "
                     "--exact` makes all {}",
                     sample.runs.size(), rule.planned);
}

/// Why an ended replay says nothing of its network; empty where it does.
std::string why_it_shows_nothing(const Trained& replay, const Keeper& keeper) {
  if (replay.lost) return fmt::format("a replay of its run with seed {} was lost", replay.training.seed);
  return replay.run.outcome == Outcome::crashed ? keeper.find_obstacle(replay.training) : "";
}

/// The value of a search that was killed on a suite and is furthest from the strongest, which is tried first.
std::optional<double> mildest_killed(const MutantResult& result, const std::string& suite) {
  std::optional<double> mildest;
  const auto& harsh = result.trials.front().trial.number;
  for (const TrialResult& trial : result.trials) {
    const auto verdict = trial.verdicts.find(suite);
    if (!harsh || !trial.trial.number || verdict == trial.verdicts.end()) continue;
    const double value = *trial.trial.number;
    if (verdict->second.decision != stats::Decision::killed) continue;
    if (!mildest || std::abs(value - *harsh) > std::abs(*mildest - *harsh)) mildest = value;
  }
  return mildest;
}

/// Whether a search on this suite would try more values than were tried on others.
bool would_go_on(const MutantResult& result, const Interval& interval, double mild,
                 const std::string& suite) {
  std::vector<stats::Tried> tried;
  for (const TrialResult& trial : result.trials) {
    const auto verdict = trial.verdicts.find(suite);
    tried.push_back({*trial.trial.number,
                     verdict != trial.verdicts.end() && verdict->second.decision == stats::Decision::killed});
  }
  const stats::Interval searched{mild, interval.harsh, interval.step, interval.scale};
  const auto next = stats::next_step(searched, tried);
  return next && std::holds_alternative<stats::Try>(*next);
}

} // namespace

Suites::Suites(const Configuration& configuration, Store& store, const Keeper& keeper,
               std::map<std::string, std::string> conditions)
    : configuration_(configuration), store_(store), keeper_(keeper), conditions_(std::move(conditions)) {}

/// The mark of a replay that counts today. One that took too long does not count under a longer limit.
std::optional<SuiteMark> Suites::find_current_mark(const Run& run, const std::string& suite) const {
  std::optional<SuiteMark> mark = find_mark(run, suite);
  const bool was_impatient = mark && mark->ending == spelled(Outcome::timed_out) &&
                             mark->timeout < baseline_timeout(configuration_.timeout);
  return mark && mark->conditions == conditions_.at(suite) && !was_impatient ? mark : std::nullopt;
}

bool Suites::judges(const TrialResult& trial) {
  return trial.verdicts.contains(MetricPattern().suite); // else its metric cannot judge this mutant
}

Result<MissingReplays> Suites::missing(const RunsOfTrial& runs) {
  MissingReplays missing;
  for (std::uint64_t seed = runs.first_seed; seed < runs.first_seed + runs.count; ++seed) {
    Training replay = of_seed(runs, seed);
    const auto run = store_.find_run(key_of_run(replay));
    if (!run) return tl::unexpected(run.error());
    if (!*run || (*run)->outcome != Outcome::finished) continue;
    const bool refused = !keeper_.find_obstacle(replay).empty();
    replay.replay = true;
    replay.kept = keeper_.network_of(replay);
    replay.timeout = baseline_timeout(configuration_.timeout); // the data may be many more
    for (const auto& [suite, conditions] : conditions_) {
      if (!is_judged(suite) || find_current_mark(**run, suite)) continue;
      if (given_up_.contains({key_of_run(replay), suite})) continue;
      missing.waits = missing.waits || keeper_.is_checking(replay);
      replay.suite = suite;
      if (!refused) missing.replays.push_back(replay);
    }
  }
  return missing;
}

Result<void> Suites::keep(const Trained& replay) {
  const Training& training = replay.training;
  const Run& printed = replay.run;
  ++replayed_;
  const bool trains = !printed.fingerprint.empty() && printed.fingerprint != untrained;
  if (training.trial.mutant == baseline_id && (trains || printed.outcome != Outcome::finished)) {
    failures_[training.suite] = fmt::format("a replay of the unmodified program {} on it ({}); see {}/{}",
                                            trains ? "trained" : "ended with " + printed.ending,
                                            trains ? "its arguments make it train" : spelled(printed.outcome),
                                            configuration_.output, printed.log);
    return {};
  }
  if (const std::string why = why_it_shows_nothing(replay, keeper_); !why.empty()) {
    given_up_[{key_of_run(training), training.suite}] = why;
    return {};
  }
  const auto kept = store_.find_run(key_of_run(training));
  if (!kept) return tl::unexpected(kept.error());
  if (!*kept || !conditions_.contains(training.suite)) return {};
  Run run = **kept;
  for (const std::string& suite : marked_suites(run)) // what is no suite of today stays with no run
    if (suite == training.suite || !conditions_.contains(suite)) remove_suite(run, suite);
  SuiteMark mark{conditions_.at(training.suite), trains ? trains_itself : spelled(printed.outcome),
                 training.timeout};
  const auto reproduced = find_reproduced(keeper_.folder_of(training)).value_or(std::set<std::string>());
  for (const MetricPattern& metric : configuration_.metrics) {
    if (metric.suite != MetricPattern().suite) continue;
    const std::string text = last_text(printed.metrics, metric.name);
    const bool counts = printed.outcome == Outcome::finished && reproduced.contains(metric.pattern);
    if (!counts || text.empty()) continue;
    mark.metrics.push_back(metric_on(training.suite, metric.name));
    run.metrics[mark.metrics.back()] = {text};
  }
  put_mark(run, training.suite, mark);
  return keep_replayed(store_, replay, **kept, run);
}

/// Why a replay carries no verdict, in words that follow "since"; empty where it does.
std::string Suites::refusal_of(const Run& run, const SuiteMark& mark, const JudgedSuite& suite) const {
  if (mark.ending == trains_itself) return "a replay trains outside of the loops that it passes over";
  const bool is_silent = mark.ending == spelled(Outcome::no_metric);
  const bool has_score = !is_silent && last_number(run.metrics, suite.metric);
  if (has_score || (!is_silent && mark.ending != spelled(Outcome::finished))) return "";
  return is_silent ? fmt::format("a replay of its run with seed {} printed no {}", run.seed, suite.metric)
                   : fmt::format("no replay of it was seen to print {} rightly", suite.metric);
}

std::string Suites::why_not_replayed(const Training& training, const std::string& suite) const {
  if (const auto why = given_up_.find({key_of_run(training), suite}); why != given_up_.end())
    return why->second;
  const std::string obstacle = keeper_.find_obstacle(training);
  return obstacle.empty() ? fmt::format("its run with seed {} is not replayed yet", training.seed) : obstacle;
}

Result<Suites::Scores> Suites::scores(const JudgedSuite& suite, const RunsOfTrial& runs) {
  Scores scores;
  for (std::uint64_t seed = runs.first_seed; seed < runs.first_seed + runs.count; ++seed) {
    const Training training = of_seed(runs, seed);
    const auto run = store_.find_run(key_of_run(training));
    if (!run) return tl::unexpected(run.error());
    if (!*run || (*run)->outcome == Outcome::no_metric) {
      scores.refusal = fmt::format("its run with seed {} printed no score", seed);
    } else if ((*run)->outcome != Outcome::finished) {
      scores.sample.runs.emplace_back(); // what fails in training fails on all data
    } else if (const auto mark = find_current_mark(**run, suite.name); !mark) {
      scores.refusal = why_not_replayed(training, suite.name);
    } else {
      scores.refusal = refusal_of(**run, *mark, suite);
      scores.sample.runs.push_back(last_number((*run)->metrics, suite.metric));
    }
    if (!scores.refusal.empty()) return scores;
  }
  return scores;
}

Result<void> Suites::add_samples(Baseline& baseline, const RunsOfTrial& runs, const Rules& rules) {
  for (const JudgedSuite& suite : rules.replayed) {
    if (!is_judged(suite.name)) continue;
    Result<Scores> found = scores(suite, runs);
    if (!found) return tl::unexpected(found.error());
    if (found->refusal.empty()) {
      baseline.samples[suite.name] = found->sample;
      continue;
    }
    const auto failure = failures_.find(suite.name);
    left_out_[suite.name] =
        failure == failures_.end() ? "of your program, " + found->refusal : failure->second;
  }
  return {};
}

stats::Verdict Suites::verdict_of(const Scores& scores, const JudgedSuite& suite, const Baseline& baseline,
                                  const stats::StoppingRule& rule) const {
  const stats::Suite one{baseline.samples.at(suite.name), scores.sample, suite.criterion};
  if (!scores.refusal.empty()) {
    stats::Verdict verdict;
    verdict.n = int(one.baseline.runs.size());
    verdict.alpha = suite.criterion.alpha;
    verdict.undecided_because = scores.refusal;
    return verdict;
  }
  if (const auto stop = stats::find_stop({&one, 1}, rule)) return stats::judge_stopped(one, *stop, rule);
  stats::Verdict verdict = stats::judge(one.baseline, one.mutant, one.criterion);
  verdict.decision = stats::Decision::undecided;
  verdict.cause = stats::Cause::none;
  verdict.better = false;
  verdict.undecided_because = uncertain(one.mutant, rule);
  return verdict;
}

Result<void> Suites::judge(MutantResult& result, const Mutant& mutant, const Training& training,
                           const Baseline& baseline, const Rules& rules) {
  for (const JudgedSuite& suite : rules.replayed) {
    if (!is_judged(suite.name)) continue;
    for (TrialResult& trial : result.trials) {
      if (trial.verdicts.empty()) continue;
      const stats::StoppingRule rule = stopping_rule(rules, {baseline.reproducible, trial.first_seed});
      if (!judges(trial)) {
        trial.verdicts[suite.name] = verdict_of({.refusal = unjudged}, suite, baseline, rule);
        continue;
      }
      RunsOfTrial runs{training, trial.first_seed, trial.runs};
      runs.training.trial.number = trial.trial.number;
      const Result<Scores> found = scores(suite, runs);
      if (!found) return tl::unexpected(found.error());
      trial.verdicts[suite.name] = verdict_of(*found, suite, baseline, rule);
      if (!found->refusal.empty()) ++refused_[found->refusal];
    }
    if (const auto judged = judge_search(result, mutant, training, suite.name); !judged) return judged;
  }
  return {};
}

/// Of a search, the mildest of the values that were tried.
Result<void> Suites::judge_search(MutantResult& result, const Mutant& mutant, const Training& training,
                                  const std::string& suite) {
  const auto* interval = std::get_if<Interval>(&mutant.domain);
  if (!interval || result.trials.empty()) return {};
  if (const auto mildest = mildest_killed(result, suite)) result.mildest_killed[suite] = *mildest;
  std::optional<double> mild = interval->mild;
  if (!mild) {
    const auto probe = store_.find_probe(training.program);
    if (!probe) return tl::unexpected(probe.error());
    if (*probe) mild = (*probe)->current;
  }
  if (mild && would_go_on(result, *interval, *mild, suite))
    result.reason += fmt::format("{}on {}, the search would go on, but nothing is trained for it",
                                 result.reason.empty() ? "" : "; ", suite);
  return {};
}

std::string Suites::text() const {
  std::string text;
  if (const std::size_t judged = conditions_.size() - left_out_.size())
    text += fmt::format("{} of networks that are kept {} made to judge {} {}; nothing was trained for {}.\n",
                        replayed_ == 1 ? "1 replay" : fmt::format("{} replays", replayed_),
                        replayed_ == 1 ? "was" : "were", judged, judged == 1 ? "suite" : "suites",
                        judged == 1 ? "it" : "them");
  for (const auto& [suite, why] : left_out_)
    text += fmt::format("The suite {} is not judged, since {}.\n", suite, why);
  for (const auto& [why, count] : refused_)
    text += fmt::format("{} of a trial on a suite {} undecided, since {}.\n",
                        count == 1 ? "1 verdict" : fmt::format("{} verdicts", count),
                        count == 1 ? "is" : "are", why);
  return text;
}

Result<bool> measure_baseline(Trainer& trainer, Suites& suites, const RunsOfTrial& runs, const Rules& rules,
                              const std::function<Interruption()>& interruption, Baseline& baseline) {
  Result<MissingReplays> missing = suites.missing(runs);
  if (!missing) return tl::unexpected(missing.error());
  std::deque<Training> waiting(missing->replays.begin(), missing->replays.end());
  const auto next = [&]() -> std::optional<Training> {
    if (waiting.empty()) return std::nullopt;
    Training first = std::move(waiting.front());
    waiting.pop_front();
    return first;
  };
  const Result<void> made = train_all(
      trainer, {next, [&](const Trained& replay) { return suites.keep(replay); }, [] {}, interruption});
  if (!made) return tl::unexpected(made.error());
  if (interruption() != Interruption::none) return false;
  if (const Result<void> added = suites.add_samples(baseline, runs, rules); !added)
    return tl::unexpected(added.error());
  return true;
}

} // namespace misfire
