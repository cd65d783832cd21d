// Reads a campaign and its runs from the store.
#include "report/campaign_record.h"

namespace misfire {

std::vector<std::string> CampaignRecord::suites() const {
  std::vector<std::string> names;
  for (const BaselineSuite& suite : summary.baseline)
    names.push_back(suite.suite);
  return names;
}

Result<std::optional<CampaignRecord>> read_record(Store& store) {
  Result<std::optional<CampaignSummary>> summary = store.summary();
  if (!summary) return tl::unexpected(summary.error());
  if (!*summary) return std::nullopt;
  Result<std::vector<MutantEntry>> mutants = store.mutants();
  if (!mutants) return tl::unexpected(mutants.error());
  Result<std::vector<MutantResult>> results = store.results();
  if (!results) return tl::unexpected(results.error());
  Result<ProgramRecord> program = store.program();
  if (!program) return tl::unexpected(program.error());
  CampaignRecord record{
      std::move(*mutants), std::move(*results), std::move(**summary), std::move(*program), {}, {}};
  Result<std::vector<Run>> baseline =
      store.runs(record.summary.baseline_program, {}, 1, record.summary.judging.baseline_runs);
  if (!baseline) return tl::unexpected(baseline.error());
  record.baseline = std::move(*baseline);
  for (const MutantResult& result : record.results)
    for (const TrialResult& trial : result.trials) {
      Result<std::vector<Run>> runs =
          store.runs(trial.program, trial.trial.number, trial.first_seed, trial.runs);
      if (!runs) return tl::unexpected(runs.error());
      record.runs[result.mutant].push_back(std::move(*runs));
    }
  return record;
}

std::map<std::string, const MutantResult*> results_by_id(const CampaignRecord& record) {
  std::map<std::string, const MutantResult*> results;
  for (const MutantEntry& mutant : record.mutants)
    results[mutant.id] = nullptr;
  for (const MutantResult& result : record.results)
    results[result.mutant] = &result;
  return results;
}

stats::Criterion criterion_of(const Judging& judging, stats::Goal goal) {
  return {.test = judging.test, .alpha = judging.alpha, .effect = judging.effect, .goal = goal};
}

} // namespace misfire
