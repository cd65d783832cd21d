// report.html: the campaign as one page that needs no other file and no network.
#pragma once

#include "report/inputs_report.h"
#include "runner/watcher.h"

namespace misfire {

/// The page; nothing where misfire was built without it. With the progress of a campaign that is still
/// running, it says so, and how far that is. Its page of inputs shows `inputs`, or why there are none.
std::optional<std::string> report_page(const CampaignRecord& record, const Progress* running = nullptr,
                                       const Result<InputsReport>* inputs = nullptr);

bool page_is_built_in();

/// What to tell then: a line.
inline constexpr const char* page_is_missing = "report.html is not written: this misfire was built without "
                                               "npm. Install it (Debian: nodejs, npm) and build "
                                               "misfire again.\n";

} // namespace misfire
