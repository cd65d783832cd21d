// GitLab's code quality report: what a merge request shows beside the lines that it changes.
#pragma once

#include "report/places.h"

namespace misfire {

/// A JSON array: survivors with the severity `major`, undecided mutants with `info`, in the order of
/// `findings`. Paths are relative to the repository; files outside of it have no place there and are left
/// out. A fingerprint does not change with its line.
std::string gitlab_json(const CampaignRecord& record, const Vantage& vantage);

} // namespace misfire
