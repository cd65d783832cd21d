// What is known of inputs, as JSON, with the bits that it was found from.
#include "report/inputs_text.h"

#include "report/json.h"
#include "report/wording.h"

namespace misfire {

namespace {

namespace json = llvm::json;

/// A text of 0 and 1 for each run; null for a run without.
json::Array bits_json(const stats::RecordedRuns& runs) {
  json::Array all;
  for (const auto& run : runs) {
    std::string bits;
    for (std::size_t i = 0; run && i < run->size; ++i)
      bits += run->test(i) ? '1' : '0';
    all.push_back(run ? json::Value(bits) : json::Value(nullptr));
  }
  return all;
}

json::Object found_json(const InputsReport& report, const MutantFindings& found) {
  const MutantOnInputs& mutant = report.inputs.mutants[found.mutant];
  json::Array others, kills;
  for (const std::size_t other : found.redundant_to)
    others.push_back(report.inputs.mutants[other].id);
  for (const std::uint16_t count : mutant.kills.kills)
    kills.push_back(std::int64_t(count));
  return json::Object{{"mutant", utf8(mutant.id)},
                      {"verdict", spelled(mutant.counted)},
                      {"runs", std::int64_t(mutant.kills.runs)},
                      {"kills", std::move(kills)},
                      {"killing_inputs", std::int64_t(found.killers)},
                      {"triviality", found.triviality},
                      {"trivial", found.trivial},
                      {"redundant_to", std::move(others)},
                      {"right", bits_json(mutant.runs)}};
}

json::Array missing_json(const InputsReport& report) {
  json::Array all;
  for (const MissingInputs& one : report.missing) {
    json::Array inputs;
    for (const std::size_t input : one.noticing)
      inputs.push_back(report.other->hashes[input]);
    all.push_back(json::Object{{"mutant", utf8(report.inputs.mutants[one.mutant].id)},
                               {"suite", report.other->suite},
                               {"noticing", std::move(inputs)},
                               {"fewest", one.fewest ? json::Value(std::int64_t(*one.fewest)) : nullptr}});
  }
  return all;
}

json::Array inputs_in_order(const InputsReport& report) {
  json::Array all;
  for (const std::size_t input : report.findings.order)
    all.push_back(std::int64_t(input));
  return all;
}

} // namespace

std::string inputs_json(const InputsReport& report) {
  const SuiteInputs& inputs = report.inputs;
  json::Array positions, mutants, unused, curve;
  for (const std::size_t position : inputs.positions)
    positions.push_back(std::int64_t(position));
  for (const MutantFindings& found : report.findings.mutants)
    mutants.push_back(found_json(report, found));
  for (const MutantOnInputs& mutant : inputs.mutants)
    if (!mutant.unusable.empty())
      unused.push_back(json::Object{{"mutant", utf8(mutant.id)}, {"reason", utf8(mutant.unusable)}});
  for (const stats::PrefixScore& score : report.findings.curve)
    curve.push_back(json::Array{std::int64_t(score.inputs), std::int64_t(score.killed)});
  const auto& subset = report.findings.subset;
  return pretty(json::Object{{"suite", utf8(inputs.suite)},
                             {"metric", utf8(inputs.metric)},
                             {"inputs", json::Array(inputs.hashes)},
                             {"positions", std::move(positions)},
                             {"repeated", std::int64_t(inputs.repeated)},
                             {"right", bits_json(inputs.baseline)},
                             {"mutants", std::move(mutants)},
                             {"not_used", std::move(unused)},
                             {"order", inputs_in_order(report)},
                             {"subset", subset ? json::Value(std::int64_t(*subset)) : nullptr},
                             {"killed", std::int64_t(report.findings.needed)},
                             {"curve", std::move(curve)},
                             {"missing", missing_json(report)}});
}

} // namespace misfire
