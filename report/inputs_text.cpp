// Words what inputs are worth, for people and as comma-separated values.
#include "report/inputs_text.h"

#include "report/csv.h"
#include "report/wording.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire {

namespace {

constexpr std::size_t most_killers = 20; // inputs of one mutant

std::string plural(std::size_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

const MutantOnInputs& mutant_of(const InputsReport& report, const MutantFindings& found) {
  return report.inputs.mutants[found.mutant];
}

std::string repeated_sentence(const SuiteInputs& inputs) {
  if (inputs.repeated == 0) return "";
  return fmt::format("{} more {} left out: each is equal to another, so that they cannot be told apart.\n",
                     inputs.repeated, inputs.repeated == 1 ? "is" : "are");
}

std::string head(const InputsReport& report) {
  const SuiteInputs& inputs = report.inputs;
  return fmt::format("Suite {}: {}, by the metric {}, in {} of the unmodified program.\n", inputs.suite,
                     plural(inputs.hashes.size(), "input"), inputs.metric,
                     plural(inputs.baseline.size(), "run")) +
         repeated_sentence(inputs);
}

std::string subset_sentence(const InputsReport& report) {
  const InputFindings& findings = report.findings;
  if (findings.needed == 0) return "No mutant is killed here by the share of right inputs.\n";
  if (!findings.subset) return "";
  return fmt::format(
      "On the {} that are worth most, {} killed still (--subset lists them). An answer may change "
      "with the batch that an input stands in: let the program evaluate the subset itself before you "
      "rely on it.\n",
      plural(*findings.subset, "input"),
      findings.needed == 1 ? "the one mutant that is killed is"
                           : fmt::format("all {} mutants that are killed are", findings.needed));
}

std::string text_of_mutants(const InputsReport& report) {
  std::string text =
      fmt::format("{:>14}  {:>10}  {:<12}  mutant\n", "killing inputs", "triviality", "verdict");
  for (const MutantFindings& found : report.findings.mutants) {
    const MutantOnInputs& mutant = mutant_of(report, found);
    text += fmt::format("{:>14}  {:>10.3f}  {:<12}  {}{}", found.killers, found.triviality,
                        spelled(mutant.counted), mutant.id, found.trivial ? ", trivial" : "");
    if (!found.redundant_to.empty())
      text += ", redundant to " + report.inputs.mutants[found.redundant_to.front()].id;
    text += "\n";
  }
  for (const MutantOnInputs& mutant : report.inputs.mutants)
    if (!mutant.unusable.empty()) text += fmt::format("not used: {}: {}\n", mutant.id, mutant.unusable);
  return text;
}

std::string missing_text(const InputsReport& report) {
  std::string text;
  for (const MissingInputs& one : report.missing)
    text += fmt::format("{} survives here and is killed on {}: {}.\n", report.inputs.mutants[one.mutant].id,
                        report.other->suite,
                        one.fewest ? fmt::format("{} like those that notice it most there would kill it",
                                                 plural(*one.fewest, "input"))
                                   : "even all of the inputs that notice it there would not kill it here");
  return text;
}

/// The inputs that are listed, in their order.
std::vector<std::size_t> listed(const InputsReport& report, InputsList list) {
  std::vector<std::size_t> order = report.findings.order;
  if (list == InputsList::subset) order.resize(std::min(order.size(), report.findings.subset.value_or(0)));
  return order;
}

std::string position_text(const SuiteInputs& inputs, std::size_t input) {
  return inputs.positions.empty() ? "" : std::to_string(inputs.positions[input]);
}

std::string csv_of_mutants(const InputsReport& report) {
  std::string text = "mutant,suite,verdict,runs,killing_inputs,triviality,trivial,redundant_to,reason\n";
  for (const MutantFindings& found : report.findings.mutants) {
    const MutantOnInputs& mutant = mutant_of(report, found);
    std::vector<std::string> others;
    for (const std::size_t other : found.redundant_to)
      others.push_back(report.inputs.mutants[other].id);
    text += fmt::format("{},{},{},{},{},{},{},{},\n", csv_field(mutant.id), csv_field(report.inputs.suite),
                        spelled(mutant.counted), mutant.kills.runs, found.killers, spelled(found.triviality),
                        found.trivial, csv_field(fmt::format("{}", fmt::join(others, " "))));
  }
  for (const MutantOnInputs& mutant : report.inputs.mutants)
    if (!mutant.unusable.empty())
      text += fmt::format("{},{},{},,,,,,{}\n", csv_field(mutant.id), csv_field(report.inputs.suite),
                          spelled(mutant.counted), csv_field(mutant.unusable));
  return text;
}

} // namespace

std::string inputs_text(const InputsReport& report, InputsList list) {
  if (list == InputsList::mutants)
    return head(report) + text_of_mutants(report) +
           fmt::format("{} of {} no mutant.\n", report.findings.useless,
                       plural(report.inputs.hashes.size(), "input") +
                           (report.findings.useless == 1 ? " kills" : " kill")) +
           subset_sentence(report) + missing_text(report);
  std::string text = head(report);
  for (const std::size_t input : listed(report, list))
    text += fmt::format("{:>8}  {}\n", report.findings.killed_by[input], input_name(report.inputs, input));
  return text + (list == InputsList::subset ? subset_sentence(report) : "");
}

std::string inputs_csv(const InputsReport& report, InputsList list) {
  if (list == InputsList::mutants) return csv_of_mutants(report);
  std::string text = "input,position,mutants_killed\n";
  for (const std::size_t input : listed(report, list))
    text += fmt::format("{},{},{}\n", report.inputs.hashes[input], position_text(report.inputs, input),
                        report.findings.killed_by[input]);
  return text;
}

namespace {

/// The inputs that kill a mutant in most runs first.
std::string killers_text(const SuiteInputs& inputs, const MutantOnInputs& mutant,
                         const std::vector<std::size_t>& killers) {
  std::string text;
  for (std::size_t i = 0; i < std::min(killers.size(), most_killers); ++i)
    text +=
        fmt::format("  {}: right in the program and wrong here in {} of {}\n", input_name(inputs, killers[i]),
                    mutant.kills.kills[killers[i]], plural(std::size_t(mutant.kills.runs), "run"));
  if (killers.size() > most_killers) text += fmt::format("  and {} more\n", killers.size() - most_killers);
  return text;
}

} // namespace

Result<std::string> inputs_of_mutant(const InputsReport& report, const std::string& id) {
  const auto found = std::ranges::find(report.inputs.mutants, id, &MutantOnInputs::id);
  if (found == report.inputs.mutants.end())
    return failure(
        fmt::format("No judged mutant of this campaign is called {}. `misfire inputs` lists them.", id));
  if (!found->unusable.empty())
    return failure(fmt::format("Of {} no inputs are known: {}.", id, found->unusable));
  const auto killers = killers_of(*found);
  std::string text =
      fmt::format("{}, {} on suite {}: {} of {} wrong in some run where the program is right.\n", id,
                  spelled(found->counted), report.inputs.suite, killers.size(),
                  plural(report.inputs.hashes.size(), "input"));
  text += killers_text(report.inputs, *found, killers);
  for (const MissingInputs& one : report.missing) {
    const MutantOnInputs& there = report.other->mutants[one.mutant];
    if (there.id != id) continue;
    text += missing_text({.inputs = report.inputs, .findings = {}, .other = report.other, .missing = {one}});
    text += fmt::format("Inputs of suite {} that notice it:\n", report.other->suite) +
            killers_text(*report.other, there, one.noticing);
  }
  return text;
}

} // namespace misfire
