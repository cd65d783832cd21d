// Follows each mutant from one training to the next, until it is judged.
#include "runner/campaign/campaign_loop.h"

#include "runner/campaign/free_epochs.h"
#include "runner/campaign/trained_networks.h"
#include "runner/campaign/training_loop.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

/// How many of a mutant's runs were not trained; empty where all were.
std::string replayed_remark(const MutantResult& result) {
  unsigned replayed = 0, runs = 0;
  for (const TrialResult& trial : result.trials) {
    replayed += trial.replayed;
    runs += trial.runs;
  }
  return replayed ? fmt::format("{} of its {} runs are replays of networks that were trained before a change",
                                replayed, runs)
                  : "";
}

} // namespace

CampaignLoop::CampaignLoop(Trainer& trainer, Store& store, const Baseline& baseline, const Rules& rules,
                           Watcher& watcher, const CampaignOptions& options)
    : trainer_(trainer), store_(store), baseline_(baseline), rules_(rules), watcher_(watcher),
      options_(options), began_(trainer.now()), trained_before_(trainer.trained()) {}

Result<void> CampaignLoop::add(const Mutant& mutant, const MutantEntry& entry, const Binary& binary) {
  Pending pending{.mutant = &mutant, .entry = &entry};
  ++mutants_;
  most_runs_of_open_ += most_runs(mutant);
  if (binary.unbuildable())
    return conclude(pending,
                    {.mutant = mutant.id, .standing = Standing::unbuildable, .reason = binary.diagnostic});
  pending.training = {.trial = {.mutant = mutant.id, .number = {}},
                      .binary = binary.path,
                      .host_program = binary.host_program,
                      .program = trainer_.program_of(binary.digest, mutant.operator_id),
                      .timeout = baseline_.timeout,
                      .first_seed = mutant.fresh_seeds ? rules_.baseline_runs + 1 : 1};
  ++mutants_with_[pending.training.program];
  pending.position = position_of_[mutant.id] = pending_.size();
  pending_.push_back(std::move(pending));
  return {};
}

Result<void> CampaignLoop::run() {
  for (Pending& pending : pending_)
    if (const Result<void> advanced = advance(pending); !advanced) return advanced;
  if (options_.nearest_first) choose_leaders();
  for (Pending& pending : pending_)
    queue(pending);
  const Result<void> trained = train_all(trainer_, {.next = [this] { return next(); },
                                                    .take = [this](const Trained& one) { return take(one); },
                                                    .progressed = [this] { watcher_.progressed(progress()); },
                                                    .interruption = options_.interruption});
  return trained ? conclude_unreplayed() : trained;
}

Training CampaignLoop::training_of(const Pending& pending, const NeededRun& needed) const {
  Training training = pending.training;
  training.trial.number = needed.number;
  training.seed = needed.seed;
  if (pending.mutant->after_training) begin_with_network(training, *options_.keeper, baseline_);
  return training;
}

Training CampaignLoop::probe_of(const Pending& pending) const {
  Training training = pending.training;
  training.probe = true;
  training.seed = 1;
  return training;
}

/// Follows a mutant through all that the store holds, until it is decided or something must be
/// trained.
Result<void> CampaignLoop::advance(Pending& pending) {
  while (true) {
    if (pending.result) return judge_on_suites(pending);
    Next next = misfire::advance(*pending.mutant, pending.record, baseline_, rules_);
    if (auto* result = std::get_if<MutantResult>(&next)) {
      if (!options_.suites || pending.mutant->after_training) return conclude(pending, std::move(*result));
      pending.needs = {};
      pending.result = std::move(*result);
      continue;
    }
    pending.needs = std::get<Needs>(std::move(next));
    const Result<bool> recalled = recall(pending);
    if (!recalled) return tl::unexpected(recalled.error());
    if (!*recalled) return {};
  }
}

/// Takes what is needed and known from the store or the baseline, and drops what is being trained already.
/// Whether anything was found.
Result<bool> CampaignLoop::recall(Pending& pending) {
  if (pending.needs.probe) {
    const Result<std::optional<Probe>> probe = trainer_.recall_probe(probe_of(pending));
    if (!probe) return tl::unexpected(probe.error());
    pending.record.probe = *probe;
    return probe->has_value();
  }
  Result<bool> checked = is_checked(pending);
  if (!checked || !*checked) return checked;
  std::deque<NeededRun> missing;
  bool found = false;
  for (const NeededRun& needed : pending.needs.runs) {
    if (pending.being_trained.contains(needed)) continue;
    const Result<std::optional<Run>> run = find_run(pending, needed);
    if (!run) return tl::unexpected(run.error());
    found = found || *run;
    if (*run) {
      note(pending, needed, **run);
      continue;
    }
    const Result<bool> waits = trainer_.must_wait(training_of(pending, needed));
    if (!waits) return tl::unexpected(waits.error());
    if (!*waits) missing.push_back(needed);
  }
  pending.needs.runs = std::move(missing);
  return found;
}

/// A run of the store, or one that is cut from the baseline's and kept there, for the reports.
Result<std::optional<Run>> CampaignLoop::find_run(Pending& pending, const NeededRun& needed) {
  const Training training = training_of(pending, needed);
  Result<std::optional<Run>> known = trainer_.recall(training);
  const bool is_cut = pending.free == Free::cut && needed.seed <= baseline_.runs.size() && needed.number;
  if (!known || *known || !is_cut) return known;
  Run run = first_epochs(baseline_.runs[needed.seed - 1], unsigned(*needed.number), pending.epochs, rules_);
  run.trial = training.trial;
  if (const Result<void> kept = trainer_.keep_untrained(training, run); !kept)
    return tl::unexpected(kept.error());
  return run;
}

/// Before a mutant's runs are cut from the baseline's, one real run is compared, that with the most epochs:
/// it is what it needs first. False while it is not there.
Result<bool> CampaignLoop::is_checked(Pending& pending) {
  if (pending.free == Free::unknown) {
    const auto& probe = pending.record.probe;
    const auto epochs =
        find_printed_epochs(*pending.mutant, probe ? probe->current : std::nullopt, baseline_, rules_);
    pending.epochs = epochs.value_or(0);
    pending.free = epochs ? Free::being_checked : Free::trained;
  }
  if (pending.free != Free::being_checked) return true;
  const NeededRun check{double(pending.epochs - 1), 1};
  std::map<std::uint64_t, Run>& made = pending.record.runs[check.number];
  if (!made.contains(check.seed)) {
    const Result<std::optional<Run>> known = trainer_.recall(training_of(pending, check));
    if (!known) return tl::unexpected(known.error());
    if (*known) note(pending, check, **known);
  }
  if (made.contains(check.seed)) {
    const Run cut = first_epochs(baseline_.runs.front(), pending.epochs - 1, pending.epochs, rules_);
    pending.free = is_equal_prefix(made.at(check.seed), cut, rules_) ? Free::cut : Free::trained;
    return true;
  }
  pending.needs.runs.clear();
  if (!pending.being_trained.contains(check)) pending.needs.runs = {check};
  return false;
}

void CampaignLoop::note(Pending& pending, const NeededRun& made, const Run& run) {
  if (pending.record.runs[made.number].contains(made.seed)) return; // it ends once more when it is checked
  pending.record.runs[made.number][made.seed] = run;
  if (run.outcome == Outcome::no_metric || !run.inapplicable.empty()) pending.may_end_early = true;
  ++pending.made;
  ++runs_of_open_;
  if (run.seconds <= 0) return; // cut from the baseline's
  ++runs_timed_;
  seconds_timed_ += run.seconds;
}

/// Whether a mutant needs, after a run of a trial, what it needed before, but for that run: so it is as long
/// as other runs of the trial are needed. To look all of them up again would take time that grows with the
/// square of their number. Only the runs of twins can have come into the store meanwhile, and only networks
/// that were kept make runs wait.
bool CampaignLoop::needs_as_before(const Pending& pending, const std::optional<double>& number) const {
  if (pending.result || pending.may_end_early || trainer_.has_kept_networks()) return false;
  if (mutants_with_.at(pending.training.program) > 1) return false;
  const auto is_of_trial = [&](const NeededRun& needed) { return needed.number == number; };
  return std::ranges::any_of(pending.being_trained, is_of_trial) ||
         std::ranges::any_of(pending.needs.runs, is_of_trial);
}

/// The next training of the mutant whose turn it is.
std::optional<Training> CampaignLoop::next() {
  if (waiting_.empty()) return std::nullopt;
  Pending& first = pending_[waiting_.begin()->second];
  Training training = take_next(first);
  queue(first);
  return training;
}

/// The next of what a mutant needs, which is then being trained.
Training CampaignLoop::take_next(Pending& pending) {
  if (!pending.replays.empty()) return take_replay(pending);
  if (pending.needs.probe) {
    pending.needs.probe = false;
    return probe_of(pending);
  }
  const NeededRun run = pending.needs.runs.front();
  pending.needs.runs.pop_front();
  pending.being_trained.insert(run);
  ++in_flight_;
  return training_of(pending, run);
}

Result<void> CampaignLoop::take(const Trained& trained) {
  const auto position = position_of_.find(trained.training.trial.mutant);
  if (position == position_of_.end()) return {};
  Pending& pending = pending_[position->second];
  if (pending.done) return {};
  if (!trained.training.suite.empty()) {
    if (const Result<void> taken = take_from_suite(pending, trained); !taken) return taken;
  } else if (trained.training.probe) {
    pending.record.probe = Probe{trained.current, trained.run.inapplicable};
  } else {
    const NeededRun made{trained.training.trial.number, trained.training.seed};
    in_flight_ -= unsigned(pending.being_trained.erase(made));
    note(pending, made, trained.run);
    if (needs_as_before(pending, made.number)) {
      queue(pending);
      return {};
    }
  }
  if (const Result<void> advanced = advance(pending); !advanced) return advanced;
  queue(pending);
  return {};
}

Result<void> CampaignLoop::conclude(Pending& pending, MutantResult result) {
  pending.done = true;
  for (TrialResult& trial : result.trials) {
    trial.program = pending.training.program;
    saved += trial.planned - trial.runs;
    runs_of_decided_ += trial.runs;
  }
  if (pending.free == Free::cut)
    result.reason += (result.reason.empty() ? "" : "; ") + std::string(free_epochs_remark);
  if (const std::string replayed = replayed_remark(result); !replayed.empty())
    result.reason += (result.reason.empty() ? "" : "; ") + replayed;
  most_runs_of_decided_ += most_runs(*pending.mutant);
  most_runs_of_open_ -= most_runs(*pending.mutant);
  runs_of_open_ -= pending.made;
  pending.record = {}; // the store has it
  if (options_.keeper) options_.keeper->decided(result);
  watcher_.decided(*pending.entry, result);
  const Result<void> kept = store_.keep(result);
  results.push_back(std::move(result));
  return kept;
}

std::vector<OpenMutant> CampaignLoop::open() const {
  std::vector<OpenMutant> open;
  for (const Pending& pending : pending_) {
    if (pending.done) continue;
    unsigned runs = 0;
    for (const auto& [number, made] : pending.record.runs)
      runs += unsigned(made.size());
    open.push_back({pending.mutant->id, runs, distance(pending)});
  }
  std::ranges::stable_sort(open, {}, &OpenMutant::distance);
  return open;
}

unsigned CampaignLoop::most_runs(const Mutant& mutant) const {
  return most_trials(mutant) * rules_.mutant_runs;
}

/// The time left is guessed from the share of their most runs that the decided mutants took, and from how
/// long runs took: mutants that never end take their whole time limit.
Progress CampaignLoop::progress() {
  Progress now{.mutants_done = unsigned(results.size()),
               .mutants = mutants_,
               .trained = trainer_.trained() - trained_before_,
               .in_flight = in_flight_,
               .seconds = trainer_.now() - began_};
  const double share = most_runs_of_decided_ ? double(runs_of_decided_) / most_runs_of_decided_ : 1;
  const double runs_left =
      std::max(double(now.mutants - now.mutants_done), share * most_runs_of_open_ - runs_of_open_);
  const double seconds = runs_timed_ ? seconds_timed_ / runs_timed_ : baseline_.mean_seconds;
  now.seconds_left = runs_left * seconds / trainer_.jobs();
  return now;
}

} // namespace misfire
