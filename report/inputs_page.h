// What report.html shows of inputs: what they are worth, and which are missing.
#pragma once

#include "report/inputs_report.h"

#include <llvm/Support/JSON.h>

namespace misfire {

/// The inputs of the campaign's first suite, for its reports. Error: why there are none, in a sentence; one
/// is that there are so many mutants and inputs that comparing them all takes more than a few seconds, which
/// only `misfire inputs` does.
Result<InputsReport> inputs_for_reports(Store& store, const CampaignRecord& record);

/// {"suite": ..., "order": [...], "curve": [...], "mutants": [...], "missing": [...], ...}, or {"reason":
/// ...} where there are none; null where nobody has asked.
llvm::json::Value inputs_page_data(const Result<InputsReport>* inputs);

} // namespace misfire
