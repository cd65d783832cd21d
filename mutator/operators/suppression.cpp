// Matches mutants with the program's suppressions.
#include "mutator/operators/suppression.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {
namespace {

/// The operator of that id or name; null if there is none.
const Operator* operator_named(const std::string& name) {
  const auto& operators = all_operators();
  const auto found = std::find_if(operators.begin(), operators.end(),
                                  [&](const Operator& one) { return one.id == name || one.name == name; });
  return found == operators.end() ? nullptr : &*found;
}

/// Whether its lines are some of the range's.
bool meets(const Suppression& suppression, const TrainingProgram& program, const SourceRange& range) {
  if (!range.written() || suppression.file != range.file) return false;
  const auto& text = get_file(program, range.file).text;
  const auto first = position_of(text, range.begin).line;
  const auto last = position_of(text, range.end).line;
  return suppression.first_line <= last && first <= suppression.last_line;
}

bool covers(const Suppression& suppression, const TrainingProgram& program, const Mutant& mutant) {
  if (!meets(suppression, program, mutant.site) && !meets(suppression, program, mutant.around)) return false;
  const auto& names = suppression.operators;
  return names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& name) {
           const auto* named = operator_named(name);
           return named && named->id == mutant.operator_id;
         });
}

std::string reason_of(const Suppression& suppression) {
  return fmt::format("the comment in line {} suppresses it{}{}", suppression.comment.line,
                     suppression.reason.empty() ? "" : ": ", suppression.reason);
}

} // namespace

tl::expected<void, std::string> check_suppressions(const TrainingProgram& program) {
  std::string faults;
  for (const auto& [file, first, last, operators, reason, comment] : program.suppressions)
    for (const auto& name : operators)
      if (!operator_named(name))
        faults += fmt::format("{}{}:{}:{}: error: there is no operator {}; `misfire operators` lists them",
                              faults.empty() ? "" : "\n", file, comment.line, comment.column, name);
  if (!faults.empty()) return tl::unexpected(faults);
  return {};
}

void suppress(const TrainingProgram& program, Mutants& mutants) {
  std::vector<Mutant> kept;
  for (auto& mutant : mutants.made) {
    const auto& all = program.suppressions;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Suppression& each) { return covers(each, program, mutant); });
    if (found == all.end())
      kept.push_back(std::move(mutant));
    else
      mutants.not_made.push_back({mutant.operator_id, mutant.site, mutant.choice, reason_of(*found), true});
  }
  mutants.made = std::move(kept);
}

} // namespace misfire
