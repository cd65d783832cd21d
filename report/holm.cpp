// Gathers the p of all mutants and hands them to Holm's correction.
#include "report/holm.h"

#include "stats/correction.h"

#include <algorithm>

namespace misfire {

namespace {

constexpr double campaign_alpha = 0.05;

/// What a verdict's kill rests on, at the campaign's level.
std::optional<double> p_of(const stats::Verdict& verdict) {
  if (!verdict.failure_p) return verdict.p;
  return std::min(1.0, 2 * std::min(*verdict.failure_p, verdict.p.value_or(1)));
}

} // namespace

std::map<std::string, double> holm_adjusted(const std::vector<MutantResult>& results,
                                            const std::string& suite) {
  std::vector<std::string> mutants;
  std::vector<double> p;
  for (const MutantResult& result : results) {
    const stats::Verdict* verdict = counting_verdict(result, suite);
    if (!verdict || !p_of(*verdict)) continue;
    mutants.push_back(result.mutant);
    p.push_back(*p_of(*verdict));
  }
  const std::vector<double> adjusted = stats::holm(p);
  std::map<std::string, double> by_mutant;
  for (std::size_t i = 0; i < mutants.size(); ++i)
    by_mutant[mutants[i]] = adjusted[i];
  return by_mutant;
}

bool stays_killed(const MutantResult& result, const std::string& suite,
                  const std::map<std::string, double>& adjusted) {
  const stats::Verdict* verdict = counting_verdict(result, suite);
  const auto p = adjusted.find(result.mutant);
  return verdict && verdict->decision == stats::Decision::killed && p != adjusted.end() &&
         p->second < campaign_alpha;
}

} // namespace misfire
