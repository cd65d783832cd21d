// The files that a campaign is reported in.
#pragma once

#include "report/inputs_report.h"
#include "report/places.h"

namespace misfire {

/// Writes verdicts.csv, report.json, junit.xml, misfire.sarif and, where its page is built in, report.html
/// into the output folder. The page shows `inputs`, or why there are none; report.json has them as tests.
Result<void> write_reports(const CampaignRecord& record, const std::string& output, const Vantage& vantage,
                           const Result<InputsReport>* inputs = nullptr);

} // namespace misfire
