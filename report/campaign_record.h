// A campaign as the store holds it: all that a report is made from.
#pragma once

#include "runner/store/store.h"

namespace misfire {

struct CampaignRecord {
  std::vector<MutantEntry> mutants;
  std::vector<MutantResult> results; ///< of those that are decided, in the order of `mutants`
  CampaignSummary summary;
  ProgramRecord program;
  std::vector<Run> baseline; ///< in the order of their seeds
  /// By the mutant's id: for each of its trials, in their order, the runs that were looked at.
  std::map<std::string, std::vector<std::vector<Run>>> runs;

  /// The test suites, in their order; the first decides what a mutant is called.
  std::vector<std::string> suites() const;
};

/// Reads a store; nothing while no campaign has got past its baseline.
Result<std::optional<CampaignRecord>> read_record(Store& store);

/// The result of each mutant, by its id; null for those that are pending.
std::map<std::string, const MutantResult*> results_by_id(const CampaignRecord& record);

/// How the campaign judges scores of which that is the goal.
stats::Criterion criterion_of(const Judging& judging, stats::Goal goal);

} // namespace misfire
