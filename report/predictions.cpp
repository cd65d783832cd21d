// Asks for the prediction after every run.
#include "report/predictions.h"

#include "runner/campaign/baseline.h"
#include "stats/stopping.h"

namespace misfire {

namespace {

/// The rule that a trial was stopped by, but for its certainty.
stats::StoppingRule rule_of(const CampaignRecord& record, const TrialResult& trial) {
  stats::StoppingRule rule{.planned = int(trial.planned)};
  rule.paired = !record.summary.judging.exact && are_pairs({record.summary.reproducible, trial.first_seed});
  return rule;
}

stats::Suite measured(const CampaignRecord& record, const BaselineSuite& suite,
                      const std::vector<Run>& runs) {
  return {sample_of(record.baseline, suite.metric), sample_of(runs, suite.metric),
          criterion_of(record.summary.judging, suite.goal)};
}

} // namespace

std::vector<Prediction> predictions(const CampaignRecord& record, const BaselineSuite& suite,
                                    const std::vector<Run>& runs, const TrialResult& trial) {
  if (!stats::can_stop_early(record.summary.judging.test)) return {};
  const stats::StoppingRule rule = rule_of(record, trial);
  const stats::Suite all = measured(record, suite, runs);
  std::vector<Prediction> predictions;
  for (unsigned count = 2; count <= runs.size(); ++count) {
    if (const auto by_pairs = stats::predict_by_pairs(all, count, rule)) {
      predictions.push_back({count, by_pairs->paired, by_pairs->unpaired});
      continue;
    }
    const auto probability = stats::predictive_probability(all.baseline, stats::first_runs(all.mutant, count),
                                                           rule, all.criterion);
    if (probability) predictions.push_back({count, *probability});
  }
  return predictions;
}

std::string spelled(StoppedBy rule) {
  return rule == StoppedBy::pairs ? "pairs" : rule == StoppedBy::scores ? "scores" : "failed runs";
}

std::optional<StoppedBy> find_stopped_by(const CampaignRecord& record, const BaselineSuite& suite,
                                         const std::vector<Run>& runs, const TrialResult& trial) {
  const auto verdict = trial.verdicts.find(suite.suite);
  const bool decided =
      verdict != trial.verdicts.end() && verdict->second.decision != stats::Decision::undecided;
  if (!decided || runs.size() >= trial.planned) return std::nullopt;
  const stats::Suite made = measured(record, suite, runs);
  const stats::StoppingRule rule = rule_of(record, trial);
  if (suite.metric == exit_status || stats::is_decided_by_failures(made, rule)) return StoppedBy::failures;
  const bool by_pairs = stats::predict_by_pairs(made, runs.size(), rule).has_value();
  return by_pairs ? StoppedBy::pairs : StoppedBy::scores;
}

} // namespace misfire
