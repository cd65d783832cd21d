// What a campaign has to show in a program's sources: survivors, then mutants without a verdict.
#pragma once

#include "report/mutant_keys.h"

namespace misfire {

/// The pointers are into the record that it was found in.
struct Finding {
  const MutantEntry* mutant = nullptr;
  const MutantResult* result = nullptr;
  const stats::Verdict* verdict = nullptr; ///< null where an undecided mutant has none
  Counted counted = Counted::survived;     ///< or undecided
  MutantKey key;
};

/// By the first suite, of mutants that are faults and have a site. The survivors whose fault shows the least
/// (the smallest d) come first, so that those at the end of a list that is cut are the least clear.
std::vector<Finding> findings(const CampaignRecord& record);

/// "survived: the learning rate 0.01 becomes 1e-05".
std::string title_of(const Finding& finding);

/// The numbers, a caution where the effect is large but not certain, and for a survivor what it means and
/// what to try; a line each.
std::vector<std::string> sentences_of(const CampaignRecord& record, const Finding& finding);

} // namespace misfire
