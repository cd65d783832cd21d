// What became of a mutant, in the words of the mutation testing report schema.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// One of the schema's words, and why. The mutation score that a page computes from the words is misfire's
/// own on the first suite:
///   Killed        by scores, or because runs crashed
///   Timeout       killed because most of its failed runs timed out
///   Survived
///   CompileError  unbuildable
///   RuntimeError  undecided because its runs failed
///   Ignored       no effect, inapplicable, better than the baseline, undecided for another reason
///   Pending       not judged yet
struct SchemaStatus {
  std::string word;
  std::string reason; ///< the statistics, or what stands against judging; a survivor's advice
};

/// `result` is null for a pending mutant; `runs` are those of its first trial.
SchemaStatus schema_status(const CampaignRecord& record, const MutantEntry& mutant,
                           const MutantResult* result, const std::map<std::string, double>& adjusted);

/// The test, its level and what else stands behind every p and d of a campaign, in a line.
std::string method_text(const CampaignSummary& summary);

/// The name of a test, for people: "DeepCrime's z test (glm)".
std::string spelled_test(stats::Test test);

} // namespace misfire
