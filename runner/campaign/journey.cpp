// Moves mutants along their courses.
#include "runner/campaign/journey.h"

#include "runner/campaign/free_epochs.h"
#include "runner/campaign/training_loop.h"

#include <algorithm>

namespace misfire {

Journey::Journey(Trainer& by, Store& into, const Baseline& against, const Rules& with, Watcher& told,
                 const CampaignOptions& how)
    : trainer(by), store(into), baseline(against), rules(with), watcher(told), options(how), began(by.now()),
      trained_before(by.trained()) {}

Result<void> Journey::add(const Mutant& mutant, const MutantEntry& entry, const Binary& binary) {
  Traveller traveller{.mutant = &mutant, .entry = &entry};
  ++mutants;
  most_runs_of_open += most_runs(mutant);
  if (binary.unbuildable())
    return conclude(traveller,
                    {.mutant = mutant.id, .standing = Standing::unbuildable, .reason = binary.diagnostic});
  traveller.training = {.trial = {.mutant = mutant.id, .number = {}},
                        .binary = binary.path,
                        .host = binary.host,
                        .program = trainer.program_of(binary.digest, mutant.operator_id),
                        .timeout = baseline.timeout};
  traveller.position = position_of[mutant.id] = travellers.size();
  travellers.push_back(std::move(traveller));
  return {};
}

Result<void> Journey::run() {
  for (Traveller& traveller : travellers) {
    if (const Result<void> advanced = advance(traveller); !advanced) return advanced;
    queue(traveller);
  }
  return train_all(trainer, {.next = [this] { return next(); },
                             .take = [this](const Trained& trained) { return take(trained); },
                             .progressed = [this] { watcher.progressed(progress()); },
                             .interruption = options.interruption});
}

/// Puts a mutant where it waits for its turn, if it needs a training that is not started. Searches take the
/// longest and use one core at their end: they go first, and the others fill in beside them. Where time is
/// short, what is nearest to a verdict goes first.
void Journey::queue(Traveller& traveller) {
  waiting.erase({traveller.rank, traveller.position});
  if (traveller.done || (!traveller.needs.probe && traveller.needs.runs.empty())) return;
  traveller.rank = options.nearest_first ? long(distance(traveller)) : -long(most_trials(*traveller.mutant));
  waiting.insert({traveller.rank, traveller.position});
}

/// How many more runs a verdict will probably take: up to the fewest runs where it has fewer, up to all where
/// those did not decide, and the fewest for each further trial of a search.
unsigned Journey::distance(const Traveller& traveller) const {
  const unsigned fewest = unsigned(stopping_rule(rules).minimum);
  unsigned trials = most_trials(*traveller.mutant);
  unsigned runs = trials * fewest;
  for (const auto& [number, made] : traveller.record.runs) {
    if (trials == 0) break;
    --trials;
    const unsigned count = unsigned(made.size());
    runs -= std::min(runs, fewest);
    runs += count < fewest ? fewest - count : rules.mutant_runs - std::min(rules.mutant_runs, count);
  }
  return runs;
}

Training Journey::training_of(const Traveller& traveller, const NeededRun& needed) const {
  Training training = traveller.training;
  training.trial.number = needed.number;
  training.seed = needed.seed;
  return training;
}

Training Journey::probe_of(const Traveller& traveller) const {
  Training training = traveller.training;
  training.probe = true;
  training.seed = 1;
  return training;
}

/// Follows a mutant's course through all that the store holds, until it is decided or something must be
/// trained.
Result<void> Journey::advance(Traveller& traveller) {
  while (true) {
    Course course = misfire::advance(*traveller.mutant, traveller.record, baseline, rules);
    if (auto* result = std::get_if<MutantResult>(&course)) return conclude(traveller, std::move(*result));
    traveller.needs = std::get<Needs>(std::move(course));
    const Result<bool> recalled = recall(traveller);
    if (!recalled) return tl::unexpected(recalled.error());
    if (!*recalled) return {};
  }
}

/// Takes what is needed and known from the store or the baseline, and drops what is being trained already.
/// Whether anything was found.
Result<bool> Journey::recall(Traveller& traveller) {
  if (traveller.needs.probe) {
    const Result<std::optional<Probe>> probe = trainer.recall_probe(probe_of(traveller));
    if (!probe) return tl::unexpected(probe.error());
    traveller.record.probe = *probe;
    return probe->has_value();
  }
  Result<bool> checked = is_checked(traveller);
  if (!checked || !*checked) return checked;
  std::vector<NeededRun> missing;
  bool found = false;
  for (const NeededRun& needed : traveller.needs.runs) {
    if (traveller.being_trained.contains(needed)) continue;
    const Result<std::optional<Run>> run = find_run(traveller, needed);
    if (!run) return tl::unexpected(run.error());
    if (*run)
      note(traveller, needed, **run);
    else
      missing.push_back(needed);
    found = found || *run;
  }
  traveller.needs.runs = std::move(missing);
  return found;
}

/// A run of the store, or one that is cut from the baseline's and kept there, for the reports.
Result<std::optional<Run>> Journey::find_run(Traveller& traveller, const NeededRun& needed) {
  const Training training = training_of(traveller, needed);
  Result<std::optional<Run>> known = trainer.recall(training);
  const bool is_cut = traveller.free == Free::cut && needed.seed <= baseline.runs.size() && needed.number;
  if (!known || *known || !is_cut) return known;
  Run run = first_epochs(baseline.runs[needed.seed - 1], unsigned(*needed.number), traveller.epochs, rules);
  run.trial = training.trial;
  if (const Result<void> kept = trainer.keep_untrained(training, run); !kept)
    return tl::unexpected(kept.error());
  return run;
}

/// Before a mutant's runs are cut from the baseline's, one real run is compared, that with the most epochs:
/// it is what it needs first. False while it is not there.
Result<bool> Journey::is_checked(Traveller& traveller) {
  if (traveller.free == Free::unknown) {
    const auto& probe = traveller.record.probe;
    const auto epochs =
        find_printed_epochs(*traveller.mutant, probe ? probe->current : std::nullopt, baseline, rules);
    traveller.epochs = epochs.value_or(0);
    traveller.free = epochs ? Free::being_checked : Free::trained;
  }
  if (traveller.free != Free::being_checked) return true;
  const NeededRun check{double(traveller.epochs - 1), 1};
  std::map<std::uint64_t, Run>& made = traveller.record.runs[check.number];
  if (!made.contains(check.seed)) {
    const Result<std::optional<Run>> known = trainer.recall(training_of(traveller, check));
    if (!known) return tl::unexpected(known.error());
    if (*known) note(traveller, check, **known);
  }
  if (made.contains(check.seed)) {
    const Run cut = first_epochs(baseline.runs.front(), traveller.epochs - 1, traveller.epochs, rules);
    traveller.free = is_equal_prefix(made.at(check.seed), cut, rules) ? Free::cut : Free::trained;
    return true;
  }
  traveller.needs.runs.clear();
  if (!traveller.being_trained.contains(check)) traveller.needs.runs = {check};
  return false;
}

void Journey::note(Traveller& traveller, const NeededRun& made, const Run& run) {
  traveller.record.runs[made.number][made.seed] = run;
  ++traveller.made;
  ++runs_of_open;
}

/// The next training of the mutant whose turn it is.
std::optional<Training> Journey::next() {
  if (waiting.empty()) return std::nullopt;
  Traveller& first = travellers[waiting.begin()->second];
  Training training = take_next(first);
  queue(first);
  return training;
}

/// The next of what a mutant needs, which is then being trained.
Training Journey::take_next(Traveller& traveller) {
  if (traveller.needs.probe) {
    traveller.needs.probe = false;
    return probe_of(traveller);
  }
  const NeededRun run = traveller.needs.runs.front();
  traveller.needs.runs.erase(traveller.needs.runs.begin());
  traveller.being_trained.insert(run);
  ++in_flight;
  return training_of(traveller, run);
}

Result<void> Journey::take(const Trained& trained) {
  const auto position = position_of.find(trained.training.trial.mutant);
  if (position == position_of.end()) return {};
  Traveller& traveller = travellers[position->second];
  if (traveller.done) return {};
  if (trained.training.probe) {
    traveller.record.probe = Probe{trained.current, trained.run.inapplicable};
  } else {
    const NeededRun made{trained.training.trial.number, trained.training.seed};
    in_flight -= unsigned(traveller.being_trained.erase(made));
    note(traveller, made, trained.run);
  }
  if (const Result<void> advanced = advance(traveller); !advanced) return advanced;
  queue(traveller);
  return {};
}

Result<void> Journey::conclude(Traveller& traveller, MutantResult result) {
  traveller.done = true;
  for (TrialResult& trial : result.trials) {
    trial.program = traveller.training.program;
    saved += trial.planned - trial.runs;
    runs_of_decided += trial.runs;
  }
  if (traveller.free == Free::cut)
    result.reason += (result.reason.empty() ? "" : "; ") + std::string(free_epochs_remark);
  most_runs_of_decided += most_runs(*traveller.mutant);
  most_runs_of_open -= most_runs(*traveller.mutant);
  runs_of_open -= traveller.made;
  traveller.record = {}; // the store has it
  watcher.decided(*traveller.entry, result);
  const Result<void> kept = store.keep(result);
  results.push_back(std::move(result));
  return kept;
}

std::vector<OpenMutant> Journey::open() const {
  std::vector<OpenMutant> open;
  for (const Traveller& traveller : travellers) {
    if (traveller.done) continue;
    unsigned runs = 0;
    for (const auto& [number, made] : traveller.record.runs)
      runs += unsigned(made.size());
    open.push_back({traveller.mutant->id, runs, distance(traveller)});
  }
  std::ranges::stable_sort(open, {}, &OpenMutant::distance);
  return open;
}

unsigned Journey::most_runs(const Mutant& mutant) const {
  return most_trials(mutant) * rules.mutant_runs;
}

/// The time left is guessed from the share of their most runs that the decided mutants took.
Progress Journey::progress() {
  Progress now{.mutants_done = unsigned(results.size()),
               .mutants = mutants,
               .trained = trainer.trained() - trained_before,
               .in_flight = in_flight,
               .seconds = trainer.now() - began};
  const double share = most_runs_of_decided ? double(runs_of_decided) / most_runs_of_decided : 1;
  const double runs_left =
      std::max(double(now.mutants - now.mutants_done), share * most_runs_of_open - runs_of_open);
  now.seconds_left = runs_left * baseline.mean_seconds / trainer.jobs();
  return now;
}

} // namespace misfire
