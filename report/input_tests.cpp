// Names inputs as tests, and by them what notices and kills a mutant.
#include "report/input_tests.h"

#include "report/json.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire {

namespace json = llvm::json;

namespace {

std::string test_id(const InputsReport& report, std::size_t input) {
  return report.inputs.suite + "/" + input_name(report.inputs, input);
}

/// Null for one whose runs say nothing of inputs.
const MutantOnInputs* find_mutant(const InputsReport& report, const std::string& id) {
  const auto found = std::ranges::find(report.inputs.mutants, id, &MutantOnInputs::id);
  return found == report.inputs.mutants.end() || !found->unusable.empty() ? nullptr : &*found;
}

json::Array ids_of(const InputsReport& report, const stats::Bits& inputs) {
  json::Array ids;
  for (const std::size_t input : named_inputs(report))
    if (inputs.test(input)) ids.push_back(utf8(test_id(report, input)));
  return ids;
}

} // namespace

json::Array input_tests(const InputsReport& report) {
  json::Array tests;
  for (const std::size_t input : named_inputs(report)) {
    const int killed = report.findings.killed_by[input];
    tests.push_back(
        json::Object{{"id", utf8(test_id(report, input))},
                     {"name", utf8(fmt::format("{} kills {} mutant{}", input_name(report.inputs, input),
                                               killed, killed == 1 ? "" : "s"))}});
  }
  return tests;
}

json::Array inputs_that_notice(const InputsReport& report, const std::string& mutant) {
  const MutantOnInputs* found = find_mutant(report, mutant);
  if (!found) return {};
  stats::Bits noticing(report.inputs.hashes.size());
  for (const std::size_t input : killers_of(*found))
    noticing.set(input);
  return ids_of(report, noticing);
}

json::Array inputs_that_kill(const InputsReport& report, const std::string& mutant) {
  const MutantOnInputs* found = find_mutant(report, mutant);
  if (!found || found->counted != Counted::killed) return {};
  return ids_of(report, stats::killing_inputs(found->kills));
}

} // namespace misfire
