// Survivors as a compiler's warnings, a line each and nothing else: for editors and what reads compilers.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// "src/train.cpp:42:31: warning: survived: the learning rate 0.01 becomes 1e-05 [HLR]" for each survivor of
/// the first suite, in the order of `findings`; `note` in place of `warning` for what is undecided. Paths are
/// relative to `directory` where they lie under it, else absolute. What would end a line is written `?`.
std::string gcc_lines(const CampaignRecord& record, const std::string& directory);

} // namespace misfire
