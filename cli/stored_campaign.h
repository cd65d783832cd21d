// A campaign as the store holds it.
#pragma once

#include "cli/pipeline.h"
#include "report/campaign_record.h"

namespace misfire::cli {

struct StoredCampaign {
  std::string output;
  std::vector<MutantEntry> mutants;
  std::vector<MutantResult> results;
  std::optional<CampaignSummary> summary; ///< absent before its first end or interruption
  unsigned unused_runs = 0;               ///< Store::runs_of_earlier_versions

  /// The test suites that the summary names.
  std::vector<std::string> suites() const;
};

/// Reads the store of the configured output folder, beside a campaign that may be running.
Result<StoredCampaign> read_campaign(const Overrides& overrides);

/// A campaign that has judged something, as reports show it.
struct JudgedCampaign {
  std::string output;
  Store store; ///< open for reading
  CampaignRecord record;
};

/// The same of the configured output folder. Error: it has judged nothing yet.
Result<JudgedCampaign> read_judged_campaign(const Overrides& overrides);

} // namespace misfire::cli
