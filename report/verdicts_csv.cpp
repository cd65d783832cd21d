// Writes verdicts as comma-separated values.
#include "report/verdicts_csv.h"

#include "report/csv.h"
#include "report/holm.h"
#include "report/wording.h"

namespace misfire {

namespace {

constexpr const char* header =
    "mutant,operator,group,file,line,column,choice,value,suite,verdict,cause,n,k,"
    "failed_baseline,failed_mutant,"
    "mean_baseline,mean_mutant,p,holm_p,d,failure_p,alpha,power,runs,planned,reason\n";

class Row {
public:
  Row& operator<<(const std::string& text) {
    if (!line.empty()) line += ',';
    line += csv_field(text);
    return *this;
  }
  Row& operator<<(const char* text) { return *this << std::string(text); }
  Row& operator<<(double number) { return *this << spelled(number); }
  Row& operator<<(int number) { return *this << std::to_string(number); }
  Row& operator<<(unsigned number) { return *this << std::to_string(number); }
  Row& operator<<(const std::optional<double>& number) { return *this << (number ? spelled(*number) : ""); }
  std::string end() const { return line + "\n"; }

private:
  std::string line;
};

Row beginning(const MutantEntry& mutant, const std::optional<double>& value) {
  Row row;
  row << mutant.id << mutant.operator_id << mutant.group << mutant.file << mutant.line << mutant.column
      << mutant.choice << value;
  return row;
}

const char* word_for(stats::Cause cause) {
  if (cause == stats::Cause::none) return "";
  return cause == stats::Cause::scores ? "scores" : "failures";
}

std::string verdict_row(const MutantEntry& mutant, const TrialResult& trial, const std::string& suite,
                        const stats::Verdict& verdict, const std::optional<double>& holm_p,
                        const std::string& reason) {
  Row row = beginning(mutant, trial.trial.number);
  row << suite << spelled(counted_as(verdict)) << word_for(verdict.cause);
  row << verdict.n << verdict.k << verdict.failed_baseline << verdict.failed_mutant;
  row << verdict.mean_baseline << verdict.mean_mutant << verdict.p << holm_p << verdict.d << verdict.failure_p
      << verdict.alpha << verdict.power;
  const bool both = !verdict.undecided_because.empty() && !reason.empty();
  row << trial.runs << trial.planned << verdict.undecided_because + (both ? "; " : "") + reason;
  return row.end();
}

/// The row of a trial, or of a mutant, without a verdict.
std::string bare_row(const MutantEntry& mutant, const std::optional<double>& value, Counted counted,
                     const TrialResult* trial, const std::string& reason) {
  Row row = beginning(mutant, value);
  row << "" << spelled(counted);
  for (int i = 0; i < 13; ++i)
    row << "";
  if (trial)
    row << trial->runs << trial->planned;
  else
    row << "" << "";
  row << reason;
  return row.end();
}

/// The Holm-adjusted p of each mutant, by test suite.
using Corrections = std::map<std::string, std::map<std::string, double>>;

Corrections corrections_of(const std::vector<MutantResult>& results) {
  Corrections corrections;
  for (const MutantResult& result : results)
    for (const TrialResult& trial : result.trials)
      for (const auto& [suite, verdict] : trial.verdicts)
        if (!corrections.contains(suite)) corrections[suite] = holm_adjusted(results, suite);
  return corrections;
}

/// Of a mutant's first trial, by which it counts; the other trials have none.
std::optional<double> holm_p_of(const Corrections& corrections, const std::string& suite,
                                const MutantResult& result, const TrialResult& trial) {
  if (&trial != &result.trials.front()) return std::nullopt;
  const auto p = corrections.at(suite).find(result.mutant);
  return p == corrections.at(suite).end() ? std::nullopt : std::optional(p->second);
}

std::string rows_of(const MutantEntry& mutant, const MutantResult& result, const Corrections& corrections) {
  if (result.standing == Standing::unbuildable)
    return bare_row(mutant, {}, Counted::unbuildable, nullptr, result.reason);
  if (result.standing == Standing::inapplicable)
    return bare_row(mutant, {}, Counted::inapplicable, nullptr, result.reason);
  std::string rows;
  for (const TrialResult& trial : result.trials) {
    if (trial.no_effect)
      rows += bare_row(mutant, trial.trial.number, Counted::no_effect, &trial, result.reason);
    for (const auto& [suite, verdict] : trial.verdicts)
      rows += verdict_row(mutant, trial, suite, verdict, holm_p_of(corrections, suite, result, trial),
                          result.reason);
  }
  return rows;
}

} // namespace

std::string verdicts_csv(const std::vector<MutantEntry>& mutants, const std::vector<MutantResult>& results) {
  std::map<std::string, const MutantEntry*> entries;
  for (const MutantEntry& mutant : mutants)
    entries[mutant.id] = &mutant;
  const Corrections corrections = corrections_of(results);
  std::string text = header;
  for (const MutantResult& result : results)
    text += rows_of(*entries.at(result.mutant), result, corrections);
  return text;
}

} // namespace misfire
