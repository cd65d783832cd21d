// What a mutant is called by that stays the same when lines above it come and go, as its id does not.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// Mutants of two campaigns with equal keys put the same fault into the same words of the program.
struct MutantKey {
  std::string operator_id;
  std::string choice; ///< a Choice's value; else empty
  std::string file;
  std::string text;     ///< the source lines that are written anew, without what is only layout
  unsigned ordinal = 0; ///< among those that are alike in all of the above, in the order of the file
  auto operator<=>(const MutantKey&) const = default;
};

/// In the order of the record's mutants; no two are equal.
std::vector<MutantKey> mutant_keys(const CampaignRecord& record);

/// 32 hexadecimal digits.
std::string digest_of(const MutantKey& key);

} // namespace misfire
