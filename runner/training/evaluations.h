// Which metric an evaluation is: the one whose printed value is its share of right inputs.
#pragma once

#include "runner/evaluation.h"
#include "runner/training/metrics.h"

namespace misfire {

/// Whether the text of a metric is the share of so many of all, to the digits that it has: the share itself,
/// in percent, or how many there are.
bool is_share(const std::string& text, std::uint64_t count, std::uint64_t all);

/// The passes that the program reported, each as the evaluation of every metric whose last printed value it
/// is: its share of right inputs, or of wrong ones where the metric is to be minimized. A pass that is none's
/// is left out.
std::vector<Evaluation> evaluations_of(const RuntimeReport& report, const Metrics& printed,
                                       const std::vector<MetricPattern>& patterns);

} // namespace misfire
