// How a campaign is reported when it has ended, and again by `misfire report`.
#pragma once

#include "report/scoreboard.h"
#include "runner/error.h"

namespace misfire::cli {

/// Writes verdicts.csv into the output folder, prints the table and the scores, and says where to look.
/// Returns the score of the first test suite, absent where nothing counts.
Result<std::optional<double>> close_campaign(const std::vector<MutantEntry>& mutants,
                                             const std::vector<MutantResult>& results,
                                             const CampaignSummary& summary, const std::string& output);

} // namespace misfire::cli
