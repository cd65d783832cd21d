// What an ended replay stands for, and whose its network is then.
#include "runner/campaign/kept_origin.h"
#include "runner/campaign/replays.h"
#include "runner/training/metrics.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace misfire {

namespace fs = std::filesystem;

Result<std::optional<Run>> Replays::run_of(const Trained& replay) {
  const Training& training = replay.training;
  const Kept* kept = find(training);
  std::optional<Run> run;
  std::error_code unknown; // since it was begun, the check of what was trained today has failed
  const bool failed = training.repetition == 0 && fs::exists(folder_of(training) + "/refused", unknown);
  if (kept && !failed) {
    Result<std::optional<Run>> made = composed(training, replay.run, *kept);
    if (!made) return made;
    run = std::move(*made);
  }
  if (run && training.repetition > 0) {
    const auto first = store_.find_run({training.program, training.trial.number, training.seed, 0});
    if (!first) return tl::unexpected(first.error());
    for (const MetricPattern& metric : judging_metrics(configuration_))
      if (!*first || last_text((*first)->metrics, metric.name) != last_text(run->metrics, metric.name)) {
        distrust(fmt::format("a replay on today's test data prints another {} than the run that was trained",
                             metric.name));
        run.reset();
        break;
      }
  }
  if (!run) {
    if (training.repetition > 0 && refusal_ && refusal_->empty())
      distrust("a replay on today's test data ended otherwise than the run that was trained");
    failed_.insert(key_of_run(training));
    trained(training, "a replay of it ended otherwise than its run");
    return std::nullopt;
  }
  ++replayed_;
  if (training.trial.mutant != baseline_id) replayed_mutants_.insert(training.trial.mutant);
  return run;
}

/// Whether a replay does not print it, and no change of the test data changes it.
bool Replays::is_taken_over(const MetricPattern& metric, const Kept& kept) {
  return !kept.reproduced.contains(metric.pattern) && metric.suite == training_suite &&
         kept.has_these_metrics;
}

/// What the training would have ended as, by what its replay printed; nothing where that is not known.
Result<std::optional<Run>> Replays::composed(const Training& training, const Run& replayed,
                                             const Kept& kept) {
  // One that does not print what training prints has no score of its own.
  const bool failed = replayed.outcome == Outcome::crashed || replayed.outcome == Outcome::timed_out;
  if (failed || (!replayed.fingerprint.empty() && replayed.fingerprint != untrained)) return std::nullopt;
  auto then = store_.find_run({kept.program, training.trial.number, training.seed, 0});
  if (!then || !*then) return then;
  Run run = **then;
  run.trial = training.trial;
  run.log = replayed.log;
  run.replayed = true;
  run.metrics.clear();
  for (const MetricPattern& metric : configuration_.metrics) {
    std::string text;
    if (kept.reproduced.contains(metric.pattern))
      text = last_text(replayed.metrics, metric.name);
    else if (is_taken_over(metric, kept))
      text = last_text((*then)->metrics, metric.name);
    if (!text.empty()) run.metrics[metric.name] = {text};
  }
  if (outcome_of(run.metrics, judging_metrics(configuration_)) != Outcome::finished) return std::nullopt;
  return run;
}

Result<Recorded> Replays::recorded_of(const Trained& replay) {
  const Training& training = replay.training;
  const Kept* kept = find(training);
  if (!kept) return replay.recorded;
  Result<Recorded> then = store_.recorded({kept->program, training.trial.number, training.seed, 0});
  if (!then) return then;
  Recorded now = replay.recorded;
  for (const MetricPattern& metric : configuration_.metrics) {
    if (!is_taken_over(metric, *kept)) continue;
    std::erase_if(now.evaluations, [&](const Evaluation& one) { return one.metric == metric.name; });
    std::ranges::copy_if(then->evaluations, std::back_inserter(now.evaluations),
                         [&](const Evaluation& one) { return one.metric == metric.name; });
  }
  if (now.unrecorded.empty()) now.unrecorded = then->unrecorded;
  return now;
}

void Replays::settle(const Training& replay) {
  const Kept* kept = find(replay);
  if (!kept || replay.repetition > 0) return;
  const std::string to = folder_of(replay);
  keeper_.own(to);
  std::error_code ignored; // what stays where it is can still be replayed by its own program
  fs::create_directories(to, ignored);
  fs::rename(fmt::format("{}/seed-{}", kept->folder, replay.seed), fmt::format("{}/seed-{}", to, replay.seed),
             ignored);
  if (!find_reproduced(to)) static_cast<void>(write_reproduced(to, kept->reproduced));
  note(replay);
}

void Replays::note(const Training& training) {
  const std::string kept = configuration_.output + "/kept";
  const std::string trial = folder_of(training);
  std::error_code unknown;
  if (!fs::is_directory(trial, unknown) || fs::exists(trial + "/origin", unknown)) return;
  const MutantIdentity identity = identity_of(training.trial.mutant);
  static_cast<void>(
      write_sources(kept, now_.sources)); // else the change is not known, and one seed is trained
  static_cast<void>(
      write_origin(trial, {now_.circumstances, now_.arguments, digest_of_metrics(configuration_), sources_,
                           baseline_ ? baseline_->program : "", identity.loose, identity.strict, now_.data}));
}

} // namespace misfire
