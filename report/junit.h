// junit.xml: a test case a mutant, for the many tools that show those.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// A suite an operator. On the first test suite: survivors fail, killed mutants pass (a remark on one is its
/// output), what is not in the score is skipped with the reason. UTF-8; characters that XML has no place for
/// become U+FFFD.
std::string junit_xml(const CampaignRecord& record);

} // namespace misfire
