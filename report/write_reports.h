// The files that a campaign is reported in.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// Writes verdicts.csv, report.json, junit.xml and, where its page is built in, report.html into the output
/// folder.
Result<void> write_reports(const CampaignRecord& record, const std::string& output);

} // namespace misfire
