// Picks out what is to be shown in the sources, and says it.
#include "report/findings.h"

#include "report/wording.h"

#include <algorithm>
#include <limits>

namespace misfire {

namespace {

/// Survivors before others; then by the effect, one that has none last.
std::pair<bool, double> order_of(const Finding& finding) {
  const double d =
      finding.verdict && finding.verdict->d ? *finding.verdict->d : std::numeric_limits<double>::infinity();
  return {finding.counted != Counted::survived, d};
}

} // namespace

std::vector<Finding> findings(const CampaignRecord& record) {
  const auto results = results_by_id(record);
  const std::vector<std::string> suites = record.suites();
  const std::vector<MutantKey> keys = mutant_keys(record);
  std::vector<Finding> found;
  for (std::size_t i = 0; i < record.mutants.size(); ++i) {
    const MutantEntry& mutant = record.mutants[i];
    const MutantResult* result = results.at(mutant.id);
    if (!result || mutant.file.empty() || mutant.identity || suites.empty()) continue;
    const Counted counted = counted_as(*result, suites);
    if (counted != Counted::survived && counted != Counted::undecided) continue;
    found.push_back({&mutant, result, counting_verdict(*result, suites.front()), counted, keys[i]});
  }
  std::ranges::stable_sort(found, {}, order_of);
  return found;
}

std::string title_of(const Finding& finding) {
  return spelled(finding.counted) + ": " + finding.mutant->description;
}

std::vector<std::string> sentences_of(const CampaignRecord& record, const Finding& finding) {
  std::vector<std::string> sentences{evidence_text(*finding.result, record.suites()) + "."};
  if (!finding.result->reason.empty()) sentences.push_back(finding.result->reason + ".");
  if (finding.counted != Counted::survived) return sentences;
  const std::string caution =
      finding.verdict ? caution_of(*finding.verdict, record.summary.judging) : std::string();
  if (!caution.empty()) sentences.push_back(caution);
  const Advice advice = advice_for(finding.mutant->operator_id, record.suites());
  sentences.push_back(advice.survival);
  sentences.push_back(advice.advice);
  return sentences;
}

} // namespace misfire
