// Joins the parts of a campaign that ran on several machines (--shard k/n).
#pragma once

#include "runner/store/store.h"

namespace misfire {

/// Makes one campaign, in a new output folder, of the folders of all its parts: mutants in the order of the
/// whole, their verdicts, the runs that they rest on, and the logs. Error, and nothing is written: a folder
/// holds no finished part, two are parts of different campaigns (other mutants, rules, program or data) or
/// the same part, one is missing, their baselines differ, or there is a campaign in `output` already.
Result<void> merge(const std::vector<std::string>& parts, const std::string& output);

} // namespace misfire
