// Finds the metrics in what a run printed, and says whether they carry a score.
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/run.h"

#include <iosfwd>
#include <string_view>

namespace misfire {

using Metrics = std::map<std::string, std::vector<std::string>>;

/// The number that a text is, as programs print it: "+0.5", "nan", 0 or infinite where it is beyond all
/// numbers; nothing where it is none.
std::optional<double> number_of_text(std::string_view text);

/// The text of every match of each pattern's group, line by line, in order. Metrics that were not printed are
/// absent.
Metrics find_metrics(std::istream& printed, const std::vector<MetricPattern>& patterns);

/// The number of a metric's last match, which may be infinite or not a number; nothing if it was not printed
/// or is no number at all.
std::optional<double> last_number(const Metrics& metrics, const std::string& name);

/// The text of a metric's last match; empty if it was not printed.
std::string last_text(const Metrics& metrics, const std::string& name);

/// How a run that ended well ended for the statistics: finished, diverged or no_metric, by the metrics that
/// judge.
Outcome outcome_of(const Metrics& metrics, const std::vector<MetricPattern>& judging);

} // namespace misfire
