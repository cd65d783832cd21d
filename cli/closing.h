// How a campaign is reported when it has ended, and again by `misfire report`.
#pragma once

#include "report/inputs_report.h"

#include <cstdio>
#include <functional>

namespace misfire::cli {

/// What a command does with the score.
struct Closing {
  std::optional<double> threshold; ///< the score that is asked for, 0 to 1
  bool allow_survivors = false;    ///< a score under it is told, and is no failure
};

/// The exit code of a score, or of a campaign that has none: `under_threshold` if it is under the one asked
/// for, which is then said; a campaign without a score passes no threshold.
int judged_by_threshold(const std::optional<double>& score, const Closing& closing, std::FILE* out = stdout);

/// The same exit code, with nothing said.
int code_of(const std::optional<double>& score, const Closing& closing);

/// The score of the first test suite, that of faults in trained networks where no others were asked for;
/// absent where there is none.
std::optional<double> first_score(const CampaignRecord& record);

/// Has inputs of a report written to where it finds them (runner/campaign/showing.h).
using ShowInputs = std::function<void(const InputsReport& inputs)>;

/// Writes all reports into the output folder, with those inputs that `show` or an earlier one has had
/// written; prints the survivors, what was not tested, the table and the scores, and where to look. The exit
/// code: `under_threshold` if the score of the first test suite is under the one asked for, or there is none.
Result<int> close_campaign(const CampaignRecord& record, const std::string& output, const Closing& closing,
                           const ShowInputs& show = {});

} // namespace misfire::cli
