// Finds the schema's word for a result, and the reasons.
#include "report/schema_status.h"

#include "mutator/operators/operator.h"
#include "report/wording.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace {

/// Whether most of a trial's failed runs were ended by their timeout.
bool mostly_timed_out(const std::vector<Run>& runs) {
  const auto timed_out = std::ranges::count(runs, Outcome::timed_out, &Run::outcome);
  const auto failed =
      std::ranges::count_if(runs, [](const Run& run) { return run.outcome != Outcome::finished; });
  return 2 * timed_out > failed;
}

const std::vector<Run>* first_trials_runs(const CampaignRecord& record, const std::string& mutant) {
  const auto found = record.runs.find(mutant);
  return found == record.runs.end() || found->second.empty() ? nullptr : &found->second.front();
}

SchemaWord word_of(const CampaignRecord& record, const MutantResult& result, const stats::Verdict& verdict) {
  switch (verdict.decision) {
  case stats::Decision::survived:
    return verdict.better ? SchemaWord::ignored : SchemaWord::survived;
  case stats::Decision::undecided:
    return verdict.failed_mutant ? SchemaWord::runtime_error : SchemaWord::ignored;
  case stats::Decision::killed:
    break;
  }
  const std::vector<Run>* runs = first_trials_runs(record, result.mutant);
  return verdict.cause == stats::Cause::failures && runs && mostly_timed_out(*runs) ? SchemaWord::timeout
                                                                                    : SchemaWord::killed;
}

std::string judged_reason(const CampaignRecord& record, const MutantEntry& mutant, const MutantResult& result,
                          const stats::Verdict& verdict, const std::map<std::string, double>& adjusted) {
  std::string text = fmt::format("{} on {}: {}", spelled(counted_as(verdict)), record.suites().front(),
                                 evidence_text(result, record.suites()));
  if (const auto p = adjusted.find(mutant.id); p != adjusted.end())
    text += fmt::format("; p = {:.3g} after Holm's correction over all mutants", p->second);
  text += remark_of(result) + ". " + method_text(record.summary);
  if (counted_as(verdict) != Counted::survived) return text;
  const Advice advice = advice_for(mutant.operator_id, record.suites());
  const std::string caution = caution_of(verdict, record.summary.judging);
  return fmt::format("{}{}{}\nWhat it means: {}\nWhat to try: {}", text, caution.empty() ? "" : "\n", caution,
                     advice.survival, advice.advice);
}

} // namespace

const char* spelled(SchemaWord word) {
  switch (word) {
  case SchemaWord::killed:
    return "Killed";
  case SchemaWord::timeout:
    return "Timeout";
  case SchemaWord::survived:
    return "Survived";
  case SchemaWord::compile_error:
    return "CompileError";
  case SchemaWord::runtime_error:
    return "RuntimeError";
  case SchemaWord::ignored:
    return "Ignored";
  case SchemaWord::pending:
    break;
  }
  return "Pending";
}

SchemaStatus schema_status(const CampaignRecord& record, const MutantEntry& mutant,
                           const MutantResult* result, const std::map<std::string, double>& adjusted) {
  if (!result) return {SchemaWord::pending, "not judged yet"};
  switch (result->standing) {
  case Standing::no_effect:
    return {SchemaWord::ignored, "no effect: it trains bit for bit as the program does" + remark_of(*result)};
  case Standing::inapplicable:
    return {SchemaWord::ignored, "inapplicable: " + result->reason};
  case Standing::unbuildable:
    return {SchemaWord::compile_error, result->reason};
  case Standing::judged:
    break;
  }
  const std::vector<std::string> suites = record.suites();
  const stats::Verdict* verdict = suites.empty() ? nullptr : counting_verdict(*result, suites.front());
  if (!verdict) return {SchemaWord::ignored, "undecided: no verdict" + remark_of(*result)};
  const std::string reason = judged_reason(record, mutant, *result, *verdict, adjusted);
  if (is_post_training(mutant.operator_id)) // else a page would count it in the score
    return {SchemaWord::ignored, "not in the score, since its fault is in a trained network. " + reason};
  return {word_of(record, *result, *verdict), reason};
}

std::string spelled_test(stats::Test test) {
  switch (test) {
  case stats::Test::glm:
    return "DeepCrime's z test (glm)";
  case stats::Test::glm_rounded:
    return "DeepCrime's z test, p rounded (glm-rounded)";
  case stats::Test::t:
    return "Student's t test";
  case stats::Test::welch:
    return "Welch's t test";
  case stats::Test::mann_whitney:
    return "the Mann-Whitney U test";
  case stats::Test::wilcoxon:
    return "Wilcoxon's signed-rank test, paired by seed";
  case stats::Test::permutation:
    break;
  }
  return "a permutation test";
}

std::string method_text(const CampaignSummary& summary) {
  const Judging& judging = summary.judging;
  return fmt::format("A mutant is killed if {} gives a two-sided p < {:g} and Cohen's d is at least {:g}, on "
                     "{} runs of your program and {} {} of the mutant with equal seeds.",
                     spelled_test(judging.test), judging.alpha, judging.effect, judging.baseline_runs,
                     judging.exact ? "all" : "at most", judging.mutant_runs);
}

} // namespace misfire
