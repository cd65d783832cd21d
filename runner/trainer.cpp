// Looks into the store before training, and puts into it what was trained.
#include "runner/trainer.h"

#include "runner/digest.h"

namespace misfire {

namespace {

std::string conditions_of(const Configuration& configuration) {
  std::vector<std::string> parts{configuration.directory};
  parts.insert(parts.end(), configuration.arguments.begin(), configuration.arguments.end());
  parts.push_back("metrics");
  for (const MetricPattern& metric : configuration.metrics) {
    parts.push_back(metric.name);
    parts.push_back(metric.pattern);
  }
  for (const MetricPattern& metric : judging_metrics(configuration))
    parts.push_back(metric.name);
  return digest_of(parts);
}

RunKey key_of(const Training& training) {
  return {training.program, training.trial.number, training.seed, training.repetition};
}

} // namespace

Trainer::Trainer(Executor& trains, Store& keeps, const Configuration& configuration)
    : executor(trains), store(keeps), conditions(conditions_of(configuration)) {}

std::string Trainer::program_of(const std::string& binary_digest, const std::string& role) const {
  return digest_of({binary_digest, role, conditions});
}

Result<std::optional<Run>> Trainer::recall(const Training& training) {
  Result<std::optional<Run>> run = store.find_run(key_of(training));
  if (!run || !*run) return run;
  const bool was_impatient = (*run)->outcome == Outcome::timed_out && (*run)->seconds < training.timeout;
  if (was_impatient) return std::nullopt;
  (*run)->trial = training.trial;
  ++recalled_count;
  return run;
}

Result<std::optional<Probe>> Trainer::recall_probe(const Training& training) {
  return store.find_probe(training.program);
}

Result<void> Trainer::start(const Training& training) {
  const Result<void> started = executor.start(training);
  if (started) ++in_flight;
  return started;
}

Result<std::optional<Trained>> Trainer::next() {
  std::optional<Trained> trained = executor.next(/*seconds=*/1);
  if (!trained) return std::nullopt;
  --in_flight;
  if (!trained->training.probe) ++trained_count;
  if (const Result<void> kept = keep(*trained); !kept) return tl::unexpected(kept.error());
  return trained;
}

Result<void> Trainer::keep(const Trained& trained) {
  const Training& training = trained.training;
  if (training.probe)
    return store.keep(training.program,
                      Probe{.current = trained.current, .inapplicable = trained.run.inapplicable});
  const bool failed_baseline =
      training.trial.mutant == baseline_id && trained.run.outcome != Outcome::finished;
  return failed_baseline ? Result<void>{} : store.keep(key_of(training), trained.run);
}

void Trainer::stop() {
  executor.stop();
  in_flight = 0;
}

} // namespace misfire
