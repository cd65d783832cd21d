// How much test data lose that are weaker than others: the scores of two suites on the same mutants.
#pragma once

#include "runner/results.h"

namespace misfire {

/// Two suites; `strong` is the one with the higher score, or the first of both where those are equal.
struct SuitePair {
  std::string strong, weak;
  unsigned mutants = 0; ///< that are killed or survived on both; the scores are of these alone
  double strong_score = 0, weak_score = 0;
  std::optional<double> sensitivity; ///< stats::sensitivity
  bool operator==(const SuitePair&) const = default;
};

/// Every pair of the summary's suites, in their order. Not of `train`, which are no test data, nor where no
/// mutant is judged on both.
std::vector<SuitePair> suite_pairs(const std::vector<MutantEntry>& mutants,
                                   const std::vector<MutantResult>& results, const CampaignSummary& summary);

/// A table with what its numbers are; empty without pairs.
std::string sensitivity_text(const std::vector<SuitePair>& pairs);

/// "test (55.6 %) to weak (12.5 %): 77.5 %, over 8 mutants".
std::string spelled(const SuitePair& pair);

} // namespace misfire
