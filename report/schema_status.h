// What became of a mutant, in the words of the mutation testing report schema.
#pragma once

#include "report/campaign_record.h"

namespace misfire {

/// The schema's words. The mutation score that a page computes from them is misfire's own on the first suite.
enum class SchemaWord {
  killed,  ///< by scores, or because runs crashed
  timeout, ///< killed because most of its failed runs timed out
  survived,
  compile_error, ///< unbuildable
  runtime_error, ///< undecided because its runs failed
  ignored, ///< no effect, inapplicable, better than the baseline, undecided for another reason; of a fault
           ///< in a trained network any verdict, since its score is kept apart
  pending  ///< not judged yet
};

/// "Killed", "Timeout", "Survived", "CompileError", "RuntimeError", "Ignored", "Pending".
const char* spelled(SchemaWord word);

struct SchemaStatus {
  SchemaWord word = SchemaWord::pending;
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
