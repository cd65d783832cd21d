// Which metric an evaluation is: the one whose printed value is its share of right inputs.
#pragma once

#include "runner/evaluation.h"
#include "runner/training/metrics.h"
#include "runner/training/runtime_report.h"

namespace misfire {

/// Whether the last of the texts that were printed of a metric is the share of so many of all: the share
/// itself, in percent, or how many there are. It is so to the most digits behind the point that any of the
/// texts has, since a stream drops zeros at the end, but to no more than six in all; whole numbers alone must
/// be the share or the count itself, or the percent that are nearest.
bool is_share(const std::vector<std::string>& printed, std::uint64_t count, std::uint64_t all);

/// The passes that the program reported, each as the evaluation of every metric whose last printed value it
/// is: its share of right inputs, or of wrong ones where the metric is to be minimized. A pass that is none's
/// is left out; of those of one comparison on the same inputs, as of two networks, the last is a metric's
/// that has its value.
std::vector<Evaluation> evaluations_of(const RuntimeReport& report, const Metrics& printed,
                                       const std::vector<MetricPattern>& patterns);

} // namespace misfire
