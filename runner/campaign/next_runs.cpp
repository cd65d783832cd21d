// Decides trials from beginnings of their runs, and mutants from their trials.
#include "runner/campaign/next_runs.h"

#include "stats/fisher.h"
#include "stats/search.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace misfire {

namespace {

/// A trial that is not decided yet needs these seeds; one whose fault cannot apply has a reason.
struct Undecided {
  std::vector<std::uint64_t> seeds;
};
struct Inapplicable {
  std::string reason;
};
using TrialSoFar = std::variant<Undecided, Inapplicable, TrialResult>;

struct Context {
  const Mutant& mutant;
  const Record& record;
  const Baseline& baseline;
  const Rules& rules;

  /// An honest identity mutant takes the seeds after the baseline's.
  std::uint64_t first_seed() const { return mutant.fresh_seeds ? rules.baseline_runs + 1 : 1; }
  /// How many of a trial's first runs can show that it changes nothing; 0 where none can.
  unsigned runs_for_no_effect() const {
    const bool comparable = baseline.reproducible && !rules.exact && !mutant.fresh_seeds;
    return comparable && rules.mutant_runs >= 2 && baseline.runs.size() >= 2 ? 2 : 0;
  }
};

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

TrialSoFar advance_trial(const Context& context, const std::optional<double>& number) {
  const Rules& rules = context.rules;
  const std::vector<Run> runs = beginning_of(context, number);
  const auto refused = std::ranges::find_if(runs, [](const Run& run) { return !run.inapplicable.empty(); });
  if (refused != runs.end()) return Inapplicable{refused->inapplicable};
  TrialResult result{
      .trial = {context.mutant.id, number}, .planned = rules.mutant_runs, .first_seed = context.first_seed()};
  if (runs.size() < context.runs_for_no_effect())
    return missing(context, number, context.runs_for_no_effect());
  if (changes_nothing(context, runs)) {
    result.no_effect = true;
    result.runs = context.runs_for_no_effect();
    return result;
  }
  const stats::StoppingRule rule = stopping_rule(rules);
  if (int(runs.size()) < rule.minimum) return missing(context, number, unsigned(rule.minimum));
  std::vector<stats::Suite> suites;
  for (const JudgedSuite& suite : rules.suites)
    suites.push_back(
        {context.baseline.samples.at(suite.name), sample_of(runs, suite.metric), suite.criterion});
  const std::optional<stats::Stop> stop = rules.oracle == Oracle::exit_code
                                              ? find_exit_stop(suites.front(), rule)
                                              : stats::find_stop(suites, rule);
  if (!stop) return missing(context, number, unsigned(runs.size()) + 1);
  result.runs = unsigned(stop->runs);
  for (std::size_t i = 0; i < suites.size(); ++i)
    result.verdicts[rules.suites[i].name] = stats::judge_stopped(suites[i], *stop, rule);
  return result;
}

MutantResult without_verdict(const Mutant& mutant, Standing standing, std::string reason) {
  return {.mutant = mutant.id,
          .standing = standing,
          .reason = std::move(reason),
          .trials = {},
          .mildest_killed = {}};
}

/// A mutant whose one trial is all there is.
Next advance_single(const Context& context, const std::optional<double>& number, const std::string& remark) {
  const TrialSoFar trial_so_far = advance_trial(context, number);
  if (const auto* undecided = std::get_if<Undecided>(&trial_so_far)) {
    Needs needs;
    for (const std::uint64_t seed : undecided->seeds)
      needs.runs.push_back({number, seed});
    return needs;
  }
  if (const auto* inapplicable = std::get_if<Inapplicable>(&trial_so_far))
    return without_verdict(context.mutant, Standing::inapplicable, inapplicable->reason);
  const TrialResult& trial = std::get<TrialResult>(trial_so_far);
  MutantResult result =
      without_verdict(context.mutant, trial.no_effect ? Standing::no_effect : Standing::judged, remark);
  result.trials.push_back(trial);
  return result;
}

stats::Interval searched(const Interval& interval, double mild) {
  return {mild, interval.harsh, interval.step, interval.scale};
}

bool is_killed(const TrialResult& trial, const std::string& suite) {
  return !trial.no_effect && trial.verdicts.at(suite).decision == stats::Decision::killed;
}

/// The trials of an interval, decided and wanted, after as many steps of every suite's search as the record
/// allows.
class Search {
public:
  Search(const Context& context, stats::Interval interval) : context_(context), interval_(interval) {}

  Next advance() {
    while (true) {
      std::vector<double> wanted;
      for (const JudgedSuite& suite : context_.rules.suites)
        if (const std::string fault = step(suite.name, wanted); !fault.empty())
          return without_verdict(context_.mutant, Standing::inapplicable, fault);
      if (wanted.empty()) return concluded();
      Needs needs;
      for (const double number : wanted)
        if (const auto ended = try_value(number, needs)) return *ended;
      if (!needs.runs.empty()) return needs;
    }
  }

private:
  /// Asks a suite's search for its next values. Why there is no search, or nothing.
  std::string step(const std::string& suite, std::vector<double>& wanted) {
    std::vector<stats::Tried> tried;
    for (const TrialResult& trial : result_.trials)
      tried.push_back({*trial.trial.number, is_killed(trial, suite)});
    const auto next = stats::next_step(interval_, tried);
    if (!next) return next.error().message;
    if (const auto* found = std::get_if<stats::Found>(&*next))
      results_[suite] = *found;
    else
      for (const double value : std::get<stats::Try>(*next).values)
        if (std::ranges::find(wanted, value) == wanted.end()) wanted.push_back(value);
    return "";
  }

  /// Decides the trial of a value, or notes what it needs. The mutant's result where that ends the search.
  std::optional<MutantResult> try_value(double number, Needs& needs) {
    const TrialSoFar trial_so_far = advance_trial(context_, number);
    if (const auto* undecided = std::get_if<Undecided>(&trial_so_far))
      for (const std::uint64_t seed : undecided->seeds)
        needs.runs.push_back({number, seed});
    if (const auto* inapplicable = std::get_if<Inapplicable>(&trial_so_far))
      return without_verdict(context_.mutant, Standing::inapplicable, inapplicable->reason);
    if (const auto* trial = std::get_if<TrialResult>(&trial_so_far)) result_.trials.push_back(*trial);
    return std::nullopt;
  }

  MutantResult concluded() {
    result_.mutant = context_.mutant.id;
    if (result_.trials.front().no_effect) result_.standing = Standing::no_effect;
    for (const auto& [suite, found] : results_) {
      if (found.mildest_killed) result_.mildest_killed[suite] = *found.mildest_killed;
      for (const double value : found.contradictions)
        result_.reason += fmt::format("{}on {}, {} survived although a milder value was killed",
                                      result_.reason.empty() ? "" : "; ", suite, spelled(value));
    }
    return result_;
  }

  const Context& context_;
  stats::Interval interval_;
  MutantResult result_;
  std::map<std::string, stats::Found> results_; ///< by suite
};

Next advance_interval(const Context& context, const Interval& interval) {
  std::optional<double> mild = interval.mild;
  if (!mild) {
    if (!context.record.probe) return Needs{.probe = true, .runs = {}};
    const Probe& probe = *context.record.probe;
    if (!probe.inapplicable.empty())
      return without_verdict(context.mutant, Standing::inapplicable, probe.inapplicable);
    mild = probe.current;
  }
  if (!mild) // the probe ended before the value was asked for: by itself, or because the fault ends the
             // program
    return advance_single(context, interval.harsh,
                          "only its harsh end was tried: the program's own value is not known");
  if (*mild == interval.harsh)
    return without_verdict(context.mutant, Standing::inapplicable,
                           fmt::format("the program has the value {} itself", spelled(interval.harsh)));
  return Search(context, searched(interval, *mild)).advance();
}

} // namespace

Next advance(const Mutant& mutant, const Record& record, const Baseline& baseline, const Rules& rules) {
  const Context context{mutant, record, baseline, rules};
  if (const auto* interval = std::get_if<Interval>(&mutant.domain))
    return advance_interval(context, *interval);
  return advance_single(context, mutant.number, "");
}

unsigned most_trials(const Mutant& mutant) {
  const auto* interval = std::get_if<Interval>(&mutant.domain);
  if (!interval) return 1;
  constexpr double unknown_grid = 32; // values of an interval whose mild end only a probe can tell
  double size = unknown_grid;
  if (interval->mild)
    if (const auto grid = stats::grid(searched(*interval, *interval->mild))) size = double(grid->size());
  const double bisection =
      1 + std::ceil(std::log2(std::max(size, 1.0))) + 2; // its harsh end, halving, the neighbours
  return unsigned(std::min(size, bisection));
}

} // namespace misfire
