// The verdicts of misfire judge as a table, as CSV and as JSON.
#include "cli/judge.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_os_ostream.h>
#include <ostream>
#include <variant>

namespace misfire::cli {
namespace {

using stats::Decision;
using stats::Verdict;
using Number = std::optional<double>;

/// One line of words or of quoted fields.
using Row = std::vector<std::string>;

std::string decision_name(Decision decision) {
  switch (decision) {
  case Decision::killed:
    return "killed";
  case Decision::survived:
    return "survived";
  case Decision::undecided:
    return "undecided";
  }
  return "";
}

std::string cause_name(stats::Cause cause) {
  switch (cause) {
  case stats::Cause::none:
    return "none";
  case stats::Cause::scores:
    return "scores";
  case stats::Cause::failures:
    return "failures";
  }
  return "";
}

/// A kill that an adjusted p of alpha or more takes back.
bool lost_to_correction(const JudgeRequest& request, const JudgedMutant& mutant) {
  return mutant.verdict.decision == Decision::killed && mutant.adjusted_p &&
         *mutant.adjusted_p >= request.criterion.alpha;
}

std::string verdict_words(const JudgeRequest& request, const JudgedMutant& mutant) {
  const Verdict& verdict = mutant.verdict;
  std::string words = decision_name(verdict.decision);
  if (verdict.cause == stats::Cause::failures) words += " by failed runs";
  if (verdict.better) words += ", better than the baseline";
  if (verdict.decision == Decision::undecided) words += ": " + verdict.undecided_because;
  if (lost_to_correction(request, mutant)) words += ", not after correction";
  return words;
}

std::string brief(Number number) {
  if (!number) return "-";
  if (std::isinf(*number)) return *number > 0 ? "inf" : "-inf";
  return fmt::format("{:.4g}", *number);
}

std::string brief_p(Number p) {
  return p ? fmt::format("{:.4f}", *p) : "-";
}

Row table_head(const JudgeRequest& request) {
  Row row = {"mutant", "n", "k", "failed", "baseline", "mean", "p", "d", "95 % of d", "power"};
  if (request.correction != Correction::none) row.push_back("adjusted p");
  if (request.planned) row.push_back(fmt::format("kill at {}", *request.planned));
  if (request.margin) row.push_back(fmt::format("worse by {:g}", *request.margin));
  row.push_back("verdict");
  return row;
}

Row table_row(const JudgeRequest& request, const JudgedMutant& mutant) {
  const Verdict& verdict = mutant.verdict;
  Row row = {mutant.name,
             std::to_string(verdict.n),
             std::to_string(verdict.k),
             std::to_string(verdict.failed_mutant),
             brief(verdict.mean_baseline),
             brief(verdict.mean_mutant),
             brief_p(verdict.p),
             brief(verdict.d),
             mutant.d_low ? brief(mutant.d_low) + " .. " + brief(mutant.d_high) : "-",
             brief(verdict.power)};
  if (request.correction != Correction::none) row.push_back(brief_p(mutant.adjusted_p));
  if (request.planned) row.push_back(brief(mutant.predictive_probability));
  if (request.margin) row.push_back(brief(mutant.probability_worse));
  row.push_back(verdict_words(request, mutant));
  return row;
}

/// How DeepCrime's own verdicts compare with these; empty where there are none.
std::string deepcrime_text(const std::vector<JudgedMutant>& mutants) {
  unsigned alike = 0;
  std::string others;
  for (const JudgedMutant& mutant : mutants) {
    if (!mutant.deepcrime) continue;
    if (mutant.deepcrime->killed == (mutant.verdict.decision == Decision::killed))
      ++alike;
    else
      others += fmt::format("{}{} ({} there)", others.empty() ? "; others: " : ", ", mutant.name,
                            mutant.deepcrime->killed ? "killed" : "not killed");
  }
  return alike || !others.empty()
             ? fmt::format("As DeepCrime's own statistics judge: {} mutants{}.\n", alike, others)
             : "";
}

void print_table(const JudgeRequest& request, const std::vector<JudgedMutant>& mutants, std::ostream& out) {
  std::vector<Row> rows = {table_head(request)};
  for (const auto& mutant : mutants)
    rows.push_back(table_row(request, mutant));
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t column = 0; column + 1 < row.size(); ++column) {
      const auto longest =
          std::ranges::max_element(rows, {}, [&](const Row& one) { return one[column].size(); });
      const std::size_t width = (*longest)[column].size();
      line += column == 0 ? fmt::format("{:<{}}", row[column], width)
                          : fmt::format("  {:>{}}", row[column], width);
    }
    out << line << "  " << row.back() << '\n';
  }
  out << deepcrime_text(mutants);
  if (mutants.empty()) return;
  const Verdict& first = mutants.front().verdict;
  if (const auto smallest =
          smallest_killed_effect(request.criterion, first.n, request.planned.value_or(first.k)))
    out << fmt::format("{} against {} runs kill effects of d = {:.2f} and more.\n", first.n,
                       request.planned.value_or(first.k), *smallest);
}

/// What one column of CSV or member of JSON holds; an absent number is empty and null.
using Value = std::variant<std::string, int, bool, Number>;

struct Field {
  std::string name;
  Value value;
};

std::vector<Field> fields(const JudgeRequest& request, const JudgedMutant& mutant) {
  const Verdict& verdict = mutant.verdict;
  std::vector<Field> result = {{"mutant", mutant.name},
                               {"n_baseline", verdict.n},
                               {"n_mutant", verdict.k},
                               {"failed_baseline", verdict.failed_baseline},
                               {"failed_mutant", verdict.failed_mutant},
                               {"mean_baseline", verdict.mean_baseline},
                               {"mean_mutant", verdict.mean_mutant},
                               {"p", verdict.p},
                               {"failure_p", verdict.failure_p},
                               {"alpha", Number(verdict.alpha)},
                               {"d", verdict.d},
                               {"d_low", mutant.d_low},
                               {"d_high", mutant.d_high},
                               {"hedges_g", mutant.hedges_g},
                               {"cliffs_delta", mutant.cliffs_delta},
                               {"power", verdict.power},
                               {"verdict", decision_name(verdict.decision)},
                               {"cause", cause_name(verdict.cause)},
                               {"better", verdict.better},
                               {"undecided_because", verdict.undecided_because}};
  if (request.correction != Correction::none) {
    result.push_back({"adjusted_p", mutant.adjusted_p});
    result.push_back({"killed_after_correction",
                      verdict.decision == Decision::killed && !lost_to_correction(request, mutant)});
  }
  if (request.mutants.empty()) { // a folder of DeepCrime's; every row of CSV has the same columns
    const auto& known = mutant.deepcrime;
    result.push_back({"deepcrime_p", known ? Number(known->p) : std::nullopt});
    result.push_back({"deepcrime_d", known ? Number(known->d) : std::nullopt});
    result.push_back({"deepcrime_verdict", std::string(!known ? "" : known->killed ? "killed" : "survived")});
  }
  if (request.planned) result.push_back({"predictive_probability", mutant.predictive_probability});
  if (request.margin) result.push_back({"probability_worse", mutant.probability_worse});
  return result;
}

std::string csv_field(const Value& value) {
  if (const auto* number = std::get_if<Number>(&value)) return *number ? fmt::format("{}", **number) : "";
  if (const auto* count = std::get_if<int>(&value)) return std::to_string(*count);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  std::string quoted = "\"";
  for (const char c : std::get<std::string>(value))
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

llvm::json::Value json_value(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* count = std::get_if<int>(&value)) return *count;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  const Number number = std::get<Number>(value);
  if (!number || std::isnan(*number)) return nullptr;
  constexpr double largest = std::numeric_limits<double>::max();
  return std::clamp(*number, -largest, largest); // JSON knows no infinity
}

void print_csv(const JudgeRequest& request, const std::vector<JudgedMutant>& mutants, std::ostream& out) {
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    std::string names;
    std::string values;
    for (const auto& [name, value] : fields(request, mutants[i])) {
      names += (names.empty() ? "" : ",") + name;
      values += (values.empty() ? "" : ",") + csv_field(value);
    }
    if (i == 0) out << names << '\n';
    out << values << '\n';
  }
}

void print_json(const JudgeRequest& request, const std::vector<JudgedMutant>& mutants, std::ostream& out) {
  llvm::raw_os_ostream stream(out);
  llvm::json::OStream json(stream, 2);
  json.array([&] {
    for (const auto& mutant : mutants)
      json.object([&] {
        for (const auto& [name, value] : fields(request, mutant))
          json.attribute(name, json_value(value));
      });
  });
  stream << '\n';
}

} // namespace

void print_judged(const JudgeRequest& request, const std::vector<JudgedMutant>& mutants, std::ostream& out) {
  switch (request.format) {
  case JudgeFormat::table:
    return print_table(request, mutants, out);
  case JudgeFormat::csv:
    return print_csv(request, mutants, out);
  case JudgeFormat::json:
    return print_json(request, mutants, out);
  }
}

} // namespace misfire::cli
