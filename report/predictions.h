// How sure a verdict was while its runs came in.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// After the first `runs` runs of a trial, the predictive probability that all planned ones kill. By pairs,
/// both are statistics to stop by (stats/paired.h).
struct Prediction {
  unsigned runs = 0;
  double probability = 0;
  std::optional<double> unpaired = std::nullopt; ///< where pairs decide: by the scores alone
  bool operator==(const Prediction&) const = default;
};

/// For two runs and more, by the rule of stats/stopping.h that decides this trial, as far as it is defined;
/// empty for tests that have none. `runs` are the trial's, as far as the suite measured them.
std::vector<Prediction> predictions(const CampaignRecord& record, const BaselineSuite& suite,
                                    const std::vector<Run>& runs, const TrialResult& trial);

/// By what the verdict of a trial on a suite was known before all runs were made: pairs, the scores alone, or
/// the failed runs. The store does not say it: it is found again.
enum class StoppedBy { pairs, scores, failures };
std::string spelled(StoppedBy rule); ///< "pairs", "scores", "failed runs"

/// Absent where all planned runs were made, or nothing was decided.
std::optional<StoppedBy> find_stopped_by(const CampaignRecord& record, const BaselineSuite& suite,
                                         const std::vector<Run>& runs, const TrialResult& trial);

} // namespace misfire
