// Writes verdicts as comma-separated values.
#include "report/verdicts_csv.h"

#include <array>

namespace misfire {

namespace {

constexpr const char* header = "mutant,operator,group,file,line,column,choice,value,suite,verdict,cause,n,k,"
                               "failed_baseline,failed_mutant,"
                               "mean_baseline,mean_mutant,p,d,failure_p,alpha,power,runs,planned,reason\n";

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text)
    result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

class Row {
public:
  Row& operator<<(const std::string& text) {
    if (!line.empty()) line += ',';
    line += quoted(text);
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

std::string verdict_row(const MutantEntry& mutant, const TrialResult& trial, const std::string& suite,
                        const stats::Verdict& verdict, const std::string& reason) {
  constexpr std::array<const char*, 3> causes{"", "scores", "failures"};
  Row row = beginning(mutant, trial.trial.number);
  row << suite << spelled(verdict) << causes.at(std::size_t(verdict.cause));
  row << verdict.n << verdict.k << verdict.failed_baseline << verdict.failed_mutant;
  row << verdict.mean_baseline << verdict.mean_mutant << verdict.p << verdict.d << verdict.failure_p
      << verdict.alpha << verdict.power;
  row << trial.runs << trial.planned
      << (verdict.undecided_because.empty() ? reason : verdict.undecided_because);
  return row.end();
}

/// The row of a trial, or of a mutant, without a verdict.
std::string bare_row(const MutantEntry& mutant, const std::optional<double>& value, const char* word,
                     const TrialResult* trial, const std::string& reason) {
  Row row = beginning(mutant, value);
  row << "" << word;
  for (int i = 0; i < 12; ++i)
    row << "";
  if (trial)
    row << trial->runs << trial->planned;
  else
    row << "" << "";
  row << reason;
  return row.end();
}

std::string rows_of(const MutantEntry& mutant, const MutantResult& result) {
  if (result.standing == Standing::unbuildable)
    return bare_row(mutant, {}, "unbuildable", nullptr, result.reason);
  if (result.standing == Standing::inapplicable)
    return bare_row(mutant, {}, "inapplicable", nullptr, result.reason);
  std::string rows;
  for (const TrialResult& trial : result.trials) {
    if (trial.no_effect) rows += bare_row(mutant, trial.trial.number, "no-effect", &trial, result.reason);
    for (const auto& [suite, verdict] : trial.verdicts)
      rows += verdict_row(mutant, trial, suite, verdict, result.reason);
  }
  return rows;
}

} // namespace

std::string verdicts_csv(const std::vector<MutantEntry>& mutants, const std::vector<MutantResult>& results) {
  std::map<std::string, const MutantEntry*> entries;
  for (const MutantEntry& mutant : mutants)
    entries[mutant.id] = &mutant;
  std::string text = header;
  for (const MutantResult& result : results)
    text += rows_of(*entries.at(result.mutant), result);
  return text;
}

} // namespace misfire
