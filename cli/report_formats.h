// The forms that `misfire report --format` writes a campaign in.
#pragma once

#include "report/inputs_report.h"
#include "report/places.h"
#include "runner/error.h"

#include <functional>

namespace misfire::cli {

/// "sarif", "markdown", ... in the order that the help names them.
std::vector<std::string> format_names();

/// From where this process has its reports read: the repository that the subject lies in.
Vantage vantage_of(const CampaignRecord& record, int exit_code);

/// Finds what is known of inputs, which takes a while.
using FindInputs = std::function<Result<InputsReport>()>;

/// Writes a campaign in one of the forms into a file, for `deepcrime` a folder; to standard output where `to`
/// is empty. Only the form "json" has inputs. Error: it cannot be written.
Result<void> write_format(const CampaignRecord& record, const std::string& format, const std::string& to,
                          int exit_code, const FindInputs& find_inputs);

} // namespace misfire::cli
