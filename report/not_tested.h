// What a campaign did not test, and why.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// Faults of one kind that were not tried for one reason.
struct NotTested {
  std::string what; ///< an operator's id, "HLR"; a site's kind where nothing can be written there
  std::string reason;
  std::vector<std::string>
      where; ///< "a.cpp:3:4", with the choice: "a.cpp:3:4 =hinge"; as they are in the record
  bool operator==(const NotTested&) const = default;
};

/// What is left out when mutants are made, then those that were made but could not be tried (unbuildable,
/// inapplicable, without effect) or are not judged yet; by kind, then by reason.
std::vector<NotTested> not_tested(const CampaignRecord& record);

/// The ids of operators that have no mutant here, tried or not: they were not chosen, or fit nothing.
std::vector<std::string> operators_without_mutants(const CampaignRecord& record);

/// A line each, with the first places, then the operators without mutants; empty if everything was tested.
std::string not_tested_text(const CampaignRecord& record);

} // namespace misfire
