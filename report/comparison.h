// Two campaigns on one program, before and after a change of it or of its test data.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// A mutant of both campaigns, or of one.
struct ComparedMutant {
  std::string id;              ///< in the new campaign; in the old one where it is gone
  std::optional<Counted> then; ///< on the first suite; absent where it was not there or not judged
  std::optional<Counted> now;
  std::string description;
  bool operator==(const ComparedMutant&) const = default;
};

/// killed / (killed + survived) over mutants.
struct ComparedScore {
  std::string suite;
  unsigned killed = 0, counted = 0;
  bool operator==(const ComparedScore&) const = default;
};

struct Comparison {
  std::vector<ComparedMutant> lost;    ///< were killed, and survive now, or are even better
  std::vector<ComparedMutant> won;     ///< survived or were better, and are killed now
  std::vector<ComparedMutant> changed; ///< others with another verdict
  std::vector<ComparedMutant> added, gone;
  unsigned alike = 0; ///< those with the same verdict
  ComparedScore then, now;
  std::string caution; ///< how they were judged differently; empty where both were judged alike
};

/// By the first suite of each. Mutants are the same if they put one operator's fault, with one value, into
/// the same text, as mutant_keys.h says; then, of those without a partner, also in another file. Lines may
/// differ.
Comparison compare(const CampaignRecord& before, const CampaignRecord& after);

/// A mutant a line where something has changed, then the scores with Wilson's intervals of 95 % over mutants.
std::string comparison_text(const Comparison& comparison);

} // namespace misfire
