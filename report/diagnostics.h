// Survivors as compilers report warnings, so that editors find their way to them.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// For each survivor of the first suite:
///
///   src/train.cpp:42:31: warning: survived: the learning rate 0.01 becomes 1e-05 [HLR]
///      42 |   torch::optim::SGD optimizer(net->parameters(), 0.01);
///         |                                                  ^~~~
///   src/train.cpp:42:31: note: 0.902 -> 0.899, d = 0.12, p = 0.710, 20 runs (misfire show
///   HLR@src/train.cpp:42:31) src/train.cpp:42:31: note: what it means, and what to try
///
/// The last line once an operator. Paths are relative to `directory` where they lie under it, else absolute.
std::string survivor_diagnostics(const CampaignRecord& record, const std::string& directory);

} // namespace misfire
