// Asks for the predictive probability after every run.
#include "report/predictions.h"

#include "runner/campaign/baseline.h"
#include "stats/stopping.h"

namespace misfire {

std::vector<Prediction> predictions(const CampaignRecord& record, const BaselineSuite& suite,
                                    const std::vector<Run>& runs, unsigned planned) {
  const Judging& judging = record.summary.judging;
  const stats::Criterion criterion = criterion_of(judging, suite.goal);
  if (!stats::can_stop_early(judging.test)) return {};
  const stats::StoppingRule rule{.planned = int(planned)};
  const stats::Sample baseline = sample_of(record.baseline, suite.metric);
  const stats::Sample all = sample_of(runs, suite.metric);
  std::vector<Prediction> predictions;
  for (unsigned count = 2; count <= runs.size(); ++count) {
    const auto probability =
        stats::predictive_probability(baseline, stats::first_runs(all, count), rule, criterion);
    if (probability) predictions.push_back({count, *probability});
  }
  return predictions;
}

} // namespace misfire
