// What misfire does in a job of GitHub Actions, and nowhere else.
#pragma once

#include "report/places.h"
#include "runner/error.h"

namespace misfire::cli {

/// Whether GITHUB_ACTIONS says so.
bool in_github_job();

/// Text with what the user's sources hold, as it may go to standard output: in a job, between commands that
/// have GitHub take none from it.
std::string printable(const std::string& text);

/// In a job: annotates lines, and appends the summary to the file that GITHUB_STEP_SUMMARY names. Error: that
/// file cannot be written.
Result<void> show_in_job(const CampaignRecord& record, const Vantage& vantage);

} // namespace misfire::cli
