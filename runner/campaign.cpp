// The loop of a campaign: which mutant needs a run, start it, wait for one to end, look again.
#include "runner/campaign.h"

#include <algorithm>
#include <set>

namespace misfire {

namespace {

/// A mutant on its course.
struct Traveller {
  const Mutant* mutant = nullptr;
  const MutantEntry* entry = nullptr;
  Training training; ///< what all its trainings have in common
  Record record;
  Needs needs; ///< what is not started yet
  std::set<NeededRun> being_trained;
  bool done = false;
};

class Journey {
public:
  Journey(Trainer& by, Store& into, const Baseline& against, const Rules& with, Watcher& told,
          const CampaignOptions& how)
      : trainer(by), store(into), baseline(against), rules(with), watcher(told), options(how),
        began(by.now()), trained_before(by.trained()) {}

  Result<void> add(const Mutant& mutant, const MutantEntry& entry, const Binary& binary) {
    Traveller traveller{.mutant = &mutant, .entry = &entry};
    ++mutants;
    if (binary.unbuildable())
      return conclude(traveller,
                      {.mutant = mutant.id, .standing = Standing::unbuildable, .reason = binary.diagnostic});
    traveller.training = {.trial = {.mutant = mutant.id, .number = {}},
                          .binary = binary.path,
                          .program = trainer.program_of(binary.digest, mutant.operator_id),
                          .timeout = baseline.timeout};
    travellers.push_back(std::move(traveller));
    return {};
  }

  /// Until every mutant is decided, or an interruption has let what was being trained end.
  Result<void> run() {
    order_long_courses_first();
    for (Traveller& traveller : travellers)
      if (const Result<void> advanced = advance(traveller); !advanced) return advanced;
    while (true) {
      if (const Result<void> started = start_what_is_needed(); !started) return started;
      if (trainer.is_idle()) return {};
      const Result<std::optional<Trained>> trained = trainer.next();
      if (!trained) return tl::unexpected(trained.error());
      if (*trained)
        if (const Result<void> taken = take(**trained); !taken) return taken;
      if (options.interruption() == Interruption::stop) trainer.stop();
      watcher.progressed(progress());
    }
  }

  std::vector<MutantResult> results; ///< in the order in which they were decided
  unsigned saved = 0;                ///< runs that decided trials did not need

private:
  /// Searches take the longest and use one core at their end: the others fill in beside them.
  void order_long_courses_first() {
    std::ranges::stable_sort(travellers, std::greater<>{},
                             [](const Traveller& traveller) { return most_trials(*traveller.mutant); });
  }

  Training training_of(const Traveller& traveller, const NeededRun& needed) const {
    Training training = traveller.training;
    training.trial.number = needed.number;
    training.seed = needed.seed;
    return training;
  }

  Training probe_of(const Traveller& traveller) const {
    Training training = traveller.training;
    training.probe = true;
    training.seed = 1;
    return training;
  }

  /// Follows a mutant's course through all that the store holds, until it is decided or something must be
  /// trained.
  Result<void> advance(Traveller& traveller) {
    while (true) {
      Course course = misfire::advance(*traveller.mutant, traveller.record, baseline, rules);
      if (auto* result = std::get_if<MutantResult>(&course)) return conclude(traveller, std::move(*result));
      traveller.needs = std::get<Needs>(std::move(course));
      const Result<bool> recalled = recall(traveller);
      if (!recalled) return tl::unexpected(recalled.error());
      if (!*recalled) return {};
    }
  }

  /// Takes what is needed and known from the store, and drops what is being trained already. Whether anything
  /// was found.
  Result<bool> recall(Traveller& traveller) {
    if (traveller.needs.probe) {
      const Result<std::optional<Probe>> probe = trainer.recall_probe(probe_of(traveller));
      if (!probe) return tl::unexpected(probe.error());
      traveller.record.probe = *probe;
      return probe->has_value();
    }
    std::vector<NeededRun> missing;
    bool found = false;
    for (const NeededRun& needed : traveller.needs.runs) {
      if (traveller.being_trained.contains(needed)) continue;
      const Result<std::optional<Run>> run = trainer.recall(training_of(traveller, needed));
      if (!run) return tl::unexpected(run.error());
      if (*run)
        traveller.record.runs[needed.number][needed.seed] = **run;
      else
        missing.push_back(needed);
      found = found || *run;
    }
    traveller.needs.runs = std::move(missing);
    return found;
  }

  Result<void> start_what_is_needed() {
    for (Traveller& traveller : travellers) {
      if (!trainer.has_room() || options.interruption() != Interruption::none) break;
      if (const Result<void> started = start(traveller); !started) return started;
    }
    std::erase_if(travellers, [](const Traveller& traveller) { return traveller.done; });
    return {};
  }

  Result<void> start(Traveller& traveller) {
    if (traveller.needs.probe) {
      traveller.needs.probe = false;
      return trainer.start(probe_of(traveller));
    }
    std::vector<NeededRun>& runs = traveller.needs.runs;
    for (; !runs.empty() && trainer.has_room(); runs.erase(runs.begin())) {
      if (const Result<void> started = trainer.start(training_of(traveller, runs.front())); !started)
        return started;
      traveller.being_trained.insert(runs.front());
    }
    return {};
  }

  Result<void> take(const Trained& trained) {
    const auto traveller = std::ranges::find_if(
        travellers, [&](const Traveller& one) { return one.mutant->id == trained.training.trial.mutant; });
    if (traveller == travellers.end() || traveller->done) return {};
    if (trained.training.probe) {
      traveller->record.probe = Probe{trained.current, trained.run.inapplicable};
    } else {
      const NeededRun made{trained.training.trial.number, trained.training.seed};
      traveller->being_trained.erase(made);
      traveller->record.runs[made.number][made.seed] = trained.run;
    }
    return advance(*traveller);
  }

  Result<void> conclude(Traveller& traveller, MutantResult result) {
    traveller.done = true;
    for (const TrialResult& trial : result.trials) {
      saved += trial.planned - trial.runs;
      runs_of_decided += trial.runs;
    }
    most_runs_of_decided += most_runs(*traveller.mutant);
    watcher.decided(*traveller.entry, result);
    const Result<void> kept = store.keep(result);
    results.push_back(std::move(result));
    return kept;
  }

  unsigned most_runs(const Mutant& mutant) const { return most_trials(mutant) * rules.mutant_runs; }

  /// The time left is guessed from the share of their most runs that the decided mutants took.
  Progress progress() {
    Progress now{.mutants_done = unsigned(results.size()),
                 .mutants = mutants,
                 .trained = trainer.trained() - trained_before,
                 .seconds = trainer.now() - began};
    double runs_left = 0;
    const double share = most_runs_of_decided ? double(runs_of_decided) / most_runs_of_decided : 1;
    for (const Traveller& traveller : travellers) {
      now.in_flight += unsigned(traveller.being_trained.size());
      double made = 0;
      for (const auto& [number, runs] : traveller.record.runs)
        made += double(runs.size());
      if (!traveller.done) runs_left += std::max(1.0, share * most_runs(*traveller.mutant) - made);
    }
    now.seconds_left = runs_left * baseline.mean_seconds / trainer.jobs();
    return now;
  }

  Trainer& trainer;
  Store& store;
  const Baseline& baseline;
  const Rules& rules;
  Watcher& watcher;
  const CampaignOptions& options;
  double began;
  unsigned trained_before;
  unsigned mutants = 0;
  unsigned runs_of_decided = 0;
  unsigned most_runs_of_decided = 0;
  std::vector<Traveller> travellers;
};

std::vector<const Mutant*> trainable(const Candidates& candidates) {
  std::vector<const Mutant*> mutants;
  for (const Mutant& mutant : candidates.mutants)
    if (!candidates.built.mutants.at(mutant.id).unbuildable()) mutants.push_back(&mutant);
  return mutants;
}

void sort_as(std::vector<MutantResult>& results, const std::vector<Mutant>& mutants) {
  std::map<std::string, std::size_t> position;
  for (std::size_t i = 0; i < mutants.size(); ++i)
    position[mutants[i].id] = i;
  std::ranges::sort(results, {}, [&](const MutantResult& result) { return position.at(result.mutant); });
}

} // namespace

Result<Campaign> run_campaign(const Candidates& candidates, const Configuration& configuration,
                              const Rules& rules, Executor& executor, Store& store, Watcher& watcher,
                              const CampaignOptions& options) {
  const double began = executor.now();
  Trainer trainer(executor, store, configuration);
  Campaign campaign;
  campaign.summary.interrupted = true;
  const Result<std::optional<Baseline>> baseline = train_baseline(
      trainer, candidates.built.baseline, configuration, rules,
      {options.interruption, [&](unsigned done, unsigned total) { watcher.baseline_trained(done, total); }});
  if (!baseline) return tl::unexpected(baseline.error());
  if (!*baseline) return campaign;
  watcher.estimated(estimate(trainable(candidates), **baseline, rules, executor.jobs()));
  if (options.only_estimate) return campaign;

  if (const Result<void> begun = store.begin(candidates.entries); !begun)
    return tl::unexpected(begun.error());
  Journey journey(trainer, store, **baseline, rules, watcher, options);
  for (std::size_t i = 0; i < candidates.mutants.size(); ++i) {
    const Mutant& mutant = candidates.mutants[i];
    const Result<void> added =
        journey.add(mutant, candidates.entries[i], candidates.built.mutants.at(mutant.id));
    if (!added) return tl::unexpected(added.error());
  }
  if (const Result<void> ran = journey.run(); !ran) return tl::unexpected(ran.error());

  campaign.results = std::move(journey.results);
  sort_as(campaign.results, candidates.mutants);
  campaign.summary = {.baseline = described(**baseline, rules),
                      .reproducible = (*baseline)->reproducible,
                      .baseline_seconds = (*baseline)->mean_seconds,
                      .trained = trainer.trained(),
                      .kept = trainer.recalled(),
                      .saved = journey.saved,
                      .seconds = executor.now() - began,
                      .interrupted = campaign.results.size() < candidates.mutants.size()};
  if (const Result<void> kept = store.keep(campaign.summary); !kept) return tl::unexpected(kept.error());
  return campaign;
}

} // namespace misfire
