// Gathers what was left out, by reason.
#include "report/not_tested.h"

#include "mutator/operators/operator.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace misfire {

namespace {

std::string place(const std::string& file, std::uint32_t line, std::uint32_t column,
                  const std::string& choice) {
  const std::string where = file.empty() ? "" : fmt::format("{}:{}:{}", file, line, column);
  return choice.empty() ? where : fmt::format("{} ={}", where, choice);
}

std::string reason_of(const MutantResult* result) {
  if (!result) return "not judged yet";
  switch (result->standing) {
  case Standing::no_effect:
    return "no effect: it trains bit for bit as the program does";
  case Standing::inapplicable:
    return result->reason;
  case Standing::unbuildable:
    return "it does not compile: " + result->reason.substr(0, result->reason.find('\n'));
  case Standing::judged:
    break;
  }
  return "";
}

} // namespace

std::vector<NotTested> not_tested(const CampaignRecord& record) {
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> places;
  for (const LeftOut& one : record.program.left_out)
    places[{one.what, one.reason}].push_back(place(one.file, one.line, one.column, one.choice));
  const auto results = results_by_id(record);
  for (const MutantEntry& mutant : record.mutants)
    if (const std::string reason = reason_of(results.at(mutant.id)); !reason.empty())
      places[{mutant.operator_id, reason}].push_back(
          place(mutant.file, mutant.line, mutant.column, mutant.choice));
  std::vector<NotTested> list;
  for (auto& [key, where] : places)
    list.push_back({key.first, key.second, std::move(where)});
  return list;
}

std::vector<std::string> operators_without_mutants(const CampaignRecord& record) {
  std::set<std::string> met;
  for (const MutantEntry& mutant : record.mutants)
    met.insert(mutant.operator_id);
  for (const LeftOut& one : record.program.left_out)
    met.insert(one.what);
  std::set<std::string> sets; // those that were asked for
  for (const Operator& one : all_operators())
    if (met.contains(one.id) && !one.on_request) sets.insert(one.set);
  if (sets.empty()) sets.insert(operator_sets().front());
  std::vector<std::string> others;
  for (const Operator& one : all_operators())
    if (!one.on_request && sets.contains(one.set) && !met.contains(one.id)) others.push_back(one.id);
  return others;
}

std::string not_tested_text(const CampaignRecord& record) {
  constexpr std::size_t most_shown = 3;
  std::string text;
  for (const auto& [what, reason, where] : not_tested(record)) {
    const std::vector<std::string> shown(where.begin(), where.begin() + std::min(where.size(), most_shown));
    text += fmt::format(
        "  {:<6} {}: {}{}\n", what, fmt::join(shown, ", "), reason,
        where.size() > most_shown ? fmt::format(" (and at {} more places)", where.size() - most_shown) : "");
  }
  if (const std::vector<std::string> others = operators_without_mutants(record); !others.empty())
    text += fmt::format("  {}: not chosen, or nothing in the program fits them\n", fmt::join(others, ", "));
  return text.empty() ? "" : "Not tested, and why:\n" + text;
}

} // namespace misfire
