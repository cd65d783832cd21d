// What the pages of report.html show beside the sources: scores, runs, searches and predictions.
#pragma once

#include "report/inputs_page.h"
#include "runner/watcher.h"

#include <llvm/Support/JSON.h>

namespace misfire {

/// An interval of a mean, from Student's t at 95 %; absent with fewer than two scores.
struct MeanInterval {
  double low = 0, high = 0;
};
std::optional<MeanInterval> mean_interval(const std::vector<double>& scores);

/// {"suites": [...], "operators": [...], "mutants": [...], "not_tested": [...], "circumstances": [...], ...}:
/// all numbers that the pages draw, so that they compute none. Without `inputs` nothing is said of them.
llvm::json::Object page_data(const CampaignRecord& record, const Progress* running = nullptr,
                             const Result<InputsReport>* inputs = nullptr);

} // namespace misfire
