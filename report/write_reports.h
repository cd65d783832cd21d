// The files that a campaign is reported in.
#pragma once

#include "report/places.h"

namespace misfire {

/// Writes verdicts.csv, report.json, junit.xml, misfire.sarif and, where its page is built in, report.html
/// into the output folder.
Result<void> write_reports(const CampaignRecord& record, const std::string& output, const Vantage& vantage);

} // namespace misfire
