// How sure a verdict was while its runs came in.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// After the first `runs` runs of a trial, the predictive probability that all planned ones kill.
struct Prediction {
  unsigned runs = 0;
  double probability = 0;
  bool operator==(const Prediction&) const = default;
};

/// For two runs and more, by stats/stopping.h, as far as it is defined; empty for tests that have none.
std::vector<Prediction> predictions(const CampaignRecord& record, const BaselineSuite& suite,
                                    const std::vector<Run>& runs, unsigned planned);

} // namespace misfire
