// Gathers what is known of a suite's inputs, as long as that takes.
#include "report/inputs_report.h"

#include "runner/configuration/configuration.h"

#include <algorithm>
#include <cmath>

namespace misfire {

namespace {

/// The suites whose inputs may show what a suite lacks.
std::vector<std::string> others_of(const CampaignRecord& record, const std::string& suite) {
  std::vector<std::string> others = record.suites();
  std::erase(others, suite);
  std::ranges::stable_partition(others, [&](const std::string& other) { return other == training_suite; });
  return suite == training_suite ? std::vector<std::string>() : others;
}

/// How many looks at one mutant on one input it takes to find what a suite's inputs are worth: each mutant is
/// compared with each other, and looked at again for each run.
double work_on(const SuiteInputs& inputs) {
  const double mutants = double(inputs.mutants.size()), runs = double(inputs.baseline.size());
  return mutants * (mutants + runs) * double(inputs.hashes.size());
}

/// The same of what a suite lacks that another one has: for each run of a survivor those inputs are sorted.
double work_on_missing(const SuiteInputs& inputs, const SuiteInputs& other) {
  std::size_t survivors = 0;
  for (std::size_t i = 0; i < std::min(inputs.mutants.size(), other.mutants.size()); ++i)
    survivors += may_lack_inputs(inputs.mutants[i], other.mutants[i]) ? 1 : 0;
  const double count = double(other.hashes.size());
  return double(survivors * other.baseline.size()) * count * std::log2(count + 1);
}

/// Whether all inputs of a suite are this one's too: then that has none that this one lacks.
bool has_all_of(const SuiteInputs& inputs, const SuiteInputs& other) {
  return std::ranges::includes(inputs.hashes, other.hashes); // both in order
}

tl::unexpected<Error> too_much() {
  return failure("There are so many mutants and inputs that only `misfire inputs` compares them all.");
}

} // namespace

Result<InputsReport> inputs_report(Store& store, const CampaignRecord& record, const std::string& suite,
                                   double limit) {
  InputsReport report;
  Result<SuiteInputs> inputs = recorded_inputs(store, record, suite);
  if (!inputs) return tl::unexpected(inputs.error());
  if (!inputs->unusable.empty()) return failure(inputs->unusable);
  report.inputs = std::move(*inputs);
  double work = work_on(report.inputs);
  if (work > limit) return too_much();
  Result<InputFindings> findings = findings_of(report.inputs, record);
  if (!findings) return tl::unexpected(findings.error());
  report.findings = std::move(*findings);
  for (const std::string& other : others_of(record, suite)) {
    Result<SuiteInputs> inputs_there = recorded_inputs(store, record, other);
    if (!inputs_there) return tl::unexpected(inputs_there.error());
    if (!inputs_there->unusable.empty() || has_all_of(report.inputs, *inputs_there)) continue;
    work += work_on_missing(report.inputs, *inputs_there);
    if (work > limit) return too_much();
    std::vector<MissingInputs> missing = missing_inputs(report.inputs, *inputs_there, record);
    if (report.other && missing.size() <= report.missing.size()) continue;
    report.missing = std::move(missing);
    report.other = std::move(*inputs_there);
  }
  return report;
}

std::span<const std::size_t> named_inputs(const InputsReport& report) {
  constexpr std::size_t most_named = 200;
  const std::span<const std::size_t> order = report.findings.order;
  return order.first(std::min(order.size(), most_named));
}

std::string input_name(const SuiteInputs& inputs, std::size_t input) {
  return "input " +
         (inputs.positions.empty() ? inputs.hashes[input] : std::to_string(inputs.positions[input]));
}

} // namespace misfire
