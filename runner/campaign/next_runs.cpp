// Decides mutants from their trials.
#include "runner/campaign/next_runs.h"

#include "runner/campaign/trained_networks.h"
#include "runner/campaign/trial.h"
#include "stats/search.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace misfire {

namespace {

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
  const TrialResult& trial = *find_result(trial_so_far);
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
      if (scoreless_) return cut_short();
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
    if (const TrialResult* trial = find_result(trial_so_far)) result_.trials.push_back(*trial);
    if (std::holds_alternative<Scoreless>(trial_so_far) && !scoreless_) scoreless_ = number;
    return std::nullopt;
  }

  /// Where a value has no verdict, nobody knows on which side of it the boundary lies.
  MutantResult cut_short() {
    result_.mutant = context_.mutant.id;
    for (const JudgedSuite& suite : context_.rules.suites)
      for (const TrialResult& trial : result_.trials)
        if (is_killed(trial, suite.name)) note_killed(suite.name, *trial.trial.number);
    if (result_.trials.size() > 1)
      result_.reason = fmt::format("the search ended at {}, where it printed no score", spelled(*scoreless_));
    return result_;
  }

  void note_killed(const std::string& suite, double value) {
    const auto [known, first] = result_.mildest_killed.try_emplace(suite, value);
    const bool milder = std::abs(value - interval_.mild) < std::abs(known->second - interval_.mild);
    if (!first && milder) known->second = value;
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
  std::optional<double> scoreless_;             ///< the first value that had no score
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
                          "only its strongest value was tried, since the program's own value is not known");
  if (*mild == interval.harsh)
    return without_verdict(context.mutant, Standing::inapplicable,
                           fmt::format("the program has the value {} itself", spelled(interval.harsh)));
  return Search(context, searched(interval, *mild)).advance();
}

/// Says of a mutant whose runs did not end that they did not, and how long they had.
void note_time_limits(MutantResult& result, const Record& record, const Baseline& baseline) {
  if (result.trials.empty()) return;
  const TrialResult& trial = result.trials.front();
  const auto made = record.runs.find(trial.trial.number);
  unsigned late = 0, seen = 0;
  if (made != record.runs.end())
    for (auto run = made->second.lower_bound(trial.first_seed); run != made->second.end(); ++run)
      if (seen++ < trial.runs) late += run->second.outcome == Outcome::timed_out;
  if (late)
    result.reason += fmt::format("{}{} of {} runs had not ended after {:.3g} s, the time limit",
                                 result.reason.empty() ? "" : "; ", late, trial.runs, baseline.timeout);
}

/// Whether the suite's metric is the value of the very loss that the mutant changes.
bool is_its_own_loss(const JudgedSuite& suite, const Mutant& mutant) {
  if (mutant.changes_every_loss) return !suite.losses.empty();
  return mutant.changes_loss && std::ranges::any_of(suite.losses, [&](const SourceRange& loss) {
           return loss == mutant.site || (mutant.around.written() && loss == mutant.around);
         });
}

/// What a network of the baseline's is judged by: what is measured on test data, once for each.
void fit_to_networks(Rules& rules, std::string& unfit) {
  rules.mutant_runs = runs_after_training(rules);
  std::erase_if(rules.suites, [&](const JudgedSuite& suite) { return suite.name == training_suite; });
  if (rules.suites.empty()) unfit = "no metric is measured on test data, and training is passed over";
}

Next advance_by(const Mutant& mutant, const Record& record, const Baseline& baseline, const Rules& rules) {
  const Context context{mutant, record, baseline, rules};
  if (const auto* interval = std::get_if<Interval>(&mutant.domain))
    return advance_interval(context, *interval);
  return advance_single(context, mutant.number, "");
}

} // namespace

Next advance(const Mutant& mutant, const Record& record, const Baseline& baseline, const Rules& rules) {
  Rules fit = rules; // the suites that can judge it
  std::string unfit;
  std::erase_if(fit.suites, [&](const JudgedSuite& suite) {
    if (!is_its_own_loss(suite, mutant)) return false;
    unfit += fmt::format("{}on {}, {} is the value of this very loss, and cannot judge it",
                         unfit.empty() ? "" : "; ", suite.name, suite.metric);
    return true;
  });
  if (mutant.after_training) fit_to_networks(fit, unfit);
  if (fit.suites.empty() && !unfit.empty()) return without_verdict(mutant, Standing::inapplicable, unfit);
  Next next = advance_by(mutant, record, baseline, fit);
  if (auto* result = std::get_if<MutantResult>(&next)) note_time_limits(*result, record, baseline);
  if (auto* result = std::get_if<MutantResult>(&next); result && !unfit.empty())
    result->reason += (result->reason.empty() ? "" : "; ") + unfit;
  return next;
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
