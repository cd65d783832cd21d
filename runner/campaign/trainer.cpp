// Looks into the store before training, and puts into it what was trained.
#include "runner/campaign/trainer.h"

#include "runner/system/digest.h"
#include "runner/system/places.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace misfire {

namespace {

std::string conditions_of(const Configuration& configuration, const Trust& trust) {
  std::vector<std::string> parts{placed(configuration.directory, trust.places)};
  for (const std::string& argument : configuration.arguments)
    parts.push_back(placed(argument, trust.places));
  parts.push_back("metrics");
  for (const MetricPattern& metric : configuration.metrics) {
    parts.push_back(metric.name);
    parts.push_back(metric.pattern);
  }
  for (const MetricPattern& metric : judging_metrics(configuration))
    parts.push_back(metric.name);
  parts.push_back(std::to_string(std::max(1u, configuration.threads))); // threads change the bits
  parts.insert(parts.end(), {trust.surroundings.data, trust.surroundings.system, trust.arithmetic});
  return digest_of(parts);
}

/// Told apart from every run's.
RunKey key_of_probe(const Training& training) {
  return {training.program, {}, 0, 0};
}

/// A run on a full disk may have failed for want of room, or lost its last lines: it shows nothing.
Result<void> check_disk(const std::string& folder) {
  constexpr std::uintmax_t least = 4 << 20;
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(folder, error);
  if (error || space.available >= least) return {};
  return failure(fmt::format("The disk of {} is full, so the last runs show nothing and were not kept. Make "
                             "room; `misfire run` goes on where this ended.",
                             folder));
}

} // namespace

Trainer::Trainer(Executor& executor, Store& store, const Configuration& configuration, const Trust& trust,
                 Keeper* keeper, Replays* replays)
    : executor_(executor), store_(store), output_(configuration.output), arithmetic_(trust.arithmetic),
      conditions_(conditions_of(configuration, trust)), fresh_(trust.fresh), retrain_(trust.retrain),
      keeper_(keeper), replays_(replays) {
  for (const MetricPattern& metric : configuration.metrics)
    metrics_.insert(metric.name);
}

std::string Trainer::program_of(const std::string& binary_digest, const std::string& role) const {
  return digest_of({binary_digest, role, conditions_});
}

Result<std::optional<Run>> Trainer::recall(const Training& training) {
  if (!is_known(key_of_run(training))) return std::nullopt;
  Result<std::optional<Run>> run = store_.find_run(key_of_run(training));
  if (!run || !*run) return run;
  const bool was_impatient = (*run)->outcome == Outcome::timed_out && (*run)->seconds < training.timeout;
  if (was_impatient) return std::nullopt;
  if ((*run)->replayed && retrain_) return std::nullopt;
  (*run)->trial = training.trial;
  std::erase_if((*run)->metrics, // what its network gave on suites of their own is none of the training's
                [&](const auto& metric) { return !metrics_.contains(metric.first); });
  ++recalled_count_;
  if (training.after_training) return run; // it leaves no network
  if (keeper_)
    if (auto replay = keeper_->recalled(training, **run)) extra_.push_back(std::move(*replay));
  if (replays_) replays_->note(training); // runs by which a layout was measured have not noted it
  return run;
}

Result<std::optional<Probe>> Trainer::recall_probe(const Training& training) {
  if (!is_known(key_of_probe(training))) return std::nullopt;
  return store_.find_probe(training.program);
}

Result<void> Trainer::start(const Training& training) {
  Training prepared = training;
  prepared.arithmetic = arithmetic_;
  if (replays_ && !training.replay) {
    const Result<Replays::Way> way = replays_->way_of(prepared);
    if (!way) return tl::unexpected(way.error());
    if (prepared.replay) counting_.insert(key_of_run(prepared));
  }
  if (keeper_) keeper_->prepare(prepared);
  const Result<void> started = executor_.start(prepared);
  if (started) ++in_flight_;
  return started;
}

Result<bool> Trainer::must_wait(const Training& training) {
  if (!replays_ || training.after_training) return false;
  Training asked = training;
  const Result<Replays::Way> way = replays_->way_of(asked);
  if (!way) return tl::unexpected(way.error());
  return *way == Replays::Way::wait;
}

/// A replay has ended: what it stands for, where it counts; nothing where it was a check, or where its
/// training must be made, which then is among what is to be started.
Result<std::optional<Trained>> Trainer::take_replay(const Trained& trained) {
  if (counting_.erase(key_of_run(trained.training)) == 0) {
    return take_check(trained);
  }
  Result<std::optional<Run>> run = replays_->run_of(trained);
  if (!run) return tl::unexpected(run.error());
  Training training = trained.training;
  training.replay = false;
  training.kept.clear();
  if (!*run) {
    extra_.push_back(std::move(training));
    return std::nullopt;
  }
  const Result<Recorded> recorded = replays_->recorded_of(trained);
  if (!recorded) return tl::unexpected(recorded.error());
  if (const Result<void> kept = keep_untrained(training, **run, *recorded); !kept)
    return tl::unexpected(kept.error());
  replays_->settle(training);
  return Trained{std::move(training), std::move(**run)};
}

/// A replay has shown whether its trial's networks are right. Where other runs of the trial have waited for
/// that, the run that was checked ends once more, so that they are asked for again.
Result<std::optional<Trained>> Trainer::take_check(const Trained& check) {
  if (keeper_) keeper_->checked(check);
  const bool awaited = awaited_.erase({check.training.program, check.training.trial.number}) > 0;
  const bool waited = replays_ && replays_->has_kept_waiting(check.training);
  if (!awaited && !waited) return std::nullopt;
  Training training = check.training;
  training.replay = false;
  training.kept.clear();
  Result<std::optional<Run>> run = store_.find_run(key_of_run(training));
  if (!run) return tl::unexpected(run.error());
  if (!*run) return std::nullopt;
  (*run)->trial = training.trial;
  return Trained{std::move(training), std::move(**run)};
}

Result<std::optional<Trained>> Trainer::next() {
  if (const Result<void> begun = confirm_overdue(); !begun) return tl::unexpected(begun.error());
  if (const Result<void> begun = start_extra(); !begun) return tl::unexpected(begun.error());
  Result<std::optional<Trained>> ended = executor_.next(/*seconds=*/1);
  if (!ended || !*ended) return ended;
  Trained& trained = **ended;
  --in_flight_;
  if (!trained.training.suite.empty()) {
    if (const Result<void> writable = check_disk(output_); !writable) return tl::unexpected(writable.error());
    return is_put_aside(trained) ? std::nullopt : std::move(ended);
  }
  if (trained.training.replay && !trained.training.after_training) return take_replay(trained);
  if (is_put_aside(trained)) return std::nullopt;
  if (trained.training.after_training) return take_after_training(std::move(trained));
  if (!trained.training.probe) ++trained_count_;
  if (const Result<void> kept = keep(trained); !kept) return tl::unexpected(kept.error());
  if (replays_ && !trained.training.kept.empty()) replays_->note(trained.training);
  if (keeper_)
    if (auto replay = keeper_->ended(trained)) extra_.push_back(std::move(*replay));
  return ended;
}

/// A run of a mutant whose fault is in a network that is trained already.
Result<std::optional<Trained>> Trainer::take_after_training(Trained trained) {
  ++replayed_count_;
  if (const Result<void> kept = keep(trained); !kept) return tl::unexpected(kept.error());
  return trained;
}

/// Begins with the replays that are wanted and what they did not save, as far as there is room.
Result<void> Trainer::start_extra() {
  while (overdue_.empty() && !extra_.empty() && in_flight_ < executor_.room()) {
    if (const Result<void> started = start(extra_.front()); !started) return started;
    extra_.pop_front();
  }
  return {};
}

/// Begins with the next training that took too long, as soon as nothing runs beside it.
Result<void> Trainer::confirm_overdue() {
  if (overdue_.empty() || confirming_ || in_flight_ > 0) return {};
  confirming_ = true;
  return start(overdue_.front());
}

/// Whether a training that has just ended must be made again alone before it counts.
bool Trainer::is_put_aside(const Trained& trained) {
  const std::pair<Trial, std::string> trial{trained.training.trial, trained.training.suite};
  const bool late = trained.run.outcome == Outcome::timed_out && trial.first.mutant != baseline_id;
  if (confirming_) {
    confirming_ = false;
    overdue_.pop_front();
    if (late) known_overdue_.insert(trial);
    return false;
  }
  if (late && !known_overdue_.contains(trial)) overdue_.push_back(trained.training);
  return late && !known_overdue_.contains(trial);
}

void Trainer::finish() {
  overdue_.erase(overdue_.begin() + (confirming_ ? 1 : 0), overdue_.end());
  extra_.clear();
}

void Trainer::note_trained(RunKey key) {
  if (fresh_) trained_now_.insert(std::move(key));
}

Result<void> Trainer::keep(const Trained& trained) {
  const Training& training = trained.training;
  if (const Result<void> writable = check_disk(output_); !writable) return writable;
  note_trained(training.probe ? key_of_probe(training) : key_of_run(training));
  if (training.probe)
    return store_.keep(training.program,
                       Probe{.current = trained.current, .inapplicable = trained.run.inapplicable});
  const bool failed_baseline =
      training.trial.mutant == baseline_id &&
      (trained.run.outcome != Outcome::finished || trained.run.fingerprint == untrained);
  return failed_baseline ? Result<void>{} : store_.keep(key_of_run(training), trained.run, trained.recorded);
}

Result<void> Trainer::keep_untrained(const Training& training, const Run& run, const Recorded& recorded) {
  note_trained(key_of_run(training));
  return store_.keep(key_of_run(training), run, recorded);
}

void Trainer::stop() {
  executor_.stop();
  in_flight_ = 0;
  overdue_.clear();
  extra_.clear();
  counting_.clear();
  confirming_ = false;
}

} // namespace misfire
