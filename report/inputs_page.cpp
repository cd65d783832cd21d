// Gathers what the page "Inputs" draws.
#include "report/inputs_page.h"

#include "report/json.h"
#include "report/pictures.h"
#include "report/wording.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace misfire {

namespace json = llvm::json;

namespace {

constexpr std::size_t most_of_one = 8; // inputs of a mutant
constexpr double most_work = 2e9;      // some seconds

/// The pictures that the page holds, each once.
class Pictures {
public:
  explicit Pictures(const ShownInputs& shown) : shown_(shown) {}

  /// The number of an input's picture; null where there is none.
  json::Value number_of(const std::string& hash) {
    const auto shown = shown_.find(hash);
    if (shown == shown_.end()) return nullptr;
    const auto [number, is_new] = numbers_.emplace(hash, std::int64_t(all_.size()));
    if (is_new) all_.push_back(picture_of(shown->second));
    return number->second;
  }
  json::Array take() { return std::move(all_); }

private:
  const ShownInputs& shown_;
  std::map<std::string, std::int64_t> numbers_;
  json::Array all_;
};

/// Inputs by their names, each with how many runs it kills the mutant in, and its picture.
json::Array named(const SuiteInputs& inputs, const MutantOnInputs& mutant,
                  const std::vector<std::size_t>& chosen, Pictures& pictures) {
  json::Array all;
  for (std::size_t i = 0; i < std::min(chosen.size(), most_of_one); ++i)
    all.push_back(json::Array{utf8(input_name(inputs, chosen[i])),
                              std::int64_t(mutant.kills.kills[chosen[i]]),
                              pictures.number_of(inputs.hashes[chosen[i]])});
  return all;
}

json::Array mutants_on_page(const InputsReport& report, Pictures& pictures) {
  json::Array all;
  for (const MutantFindings& found : report.findings.mutants) {
    const MutantOnInputs& mutant = report.inputs.mutants[found.mutant];
    json::Array others;
    for (const std::size_t other : found.redundant_to)
      others.push_back(utf8(report.inputs.mutants[other].id));
    all.push_back(json::Object{{"id", utf8(mutant.id)},
                               {"word", spelled(mutant.counted)},
                               {"runs", std::int64_t(mutant.kills.runs)},
                               {"killers", std::int64_t(found.killers)},
                               {"triviality", found.triviality},
                               {"trivial", found.trivial},
                               {"redundant_to", std::move(others)},
                               {"inputs", named(report.inputs, mutant, killers_of(mutant), pictures)}});
  }
  return all;
}

json::Array missing_on_page(const InputsReport& report, Pictures& pictures) {
  json::Array all;
  for (const MissingInputs& one : report.missing) {
    const MutantOnInputs& there = report.other->mutants[one.mutant];
    all.push_back(json::Object{{"id", utf8(there.id)},
                               {"suite", utf8(report.other->suite)},
                               {"runs", std::int64_t(there.kills.runs)},
                               {"noticing", std::int64_t(one.noticing.size())},
                               {"inputs", named(*report.other, there, one.noticing, pictures)},
                               {"fewest", one.fewest ? json::Value(std::int64_t(*one.fewest)) : nullptr}});
  }
  return all;
}

} // namespace

Result<InputsReport> inputs_for_reports(Store& store, const CampaignRecord& record) {
  const std::vector<std::string> suites = record.suites();
  if (suites.empty()) return failure("No suite is judged.");
  return inputs_report(store, record, suites.front(), most_work);
}

json::Value inputs_page_data(const Result<InputsReport>* inputs) {
  if (inputs == nullptr) return nullptr;
  if (!*inputs) return json::Object{{"reason", utf8(inputs->error().message)}};
  const InputsReport& report = **inputs;
  const InputFindings& findings = report.findings;
  Pictures pictures(report.shown);
  json::Array order, curve, unused;
  for (const std::size_t input : named_inputs(report))
    order.push_back(json::Array{utf8(input_name(report.inputs, input)), findings.killed_by[input],
                                pictures.number_of(report.inputs.hashes[input])});
  for (const stats::PrefixScore& score : findings.curve)
    curve.push_back(json::Array{std::int64_t(score.inputs), std::int64_t(score.killed)});
  for (const MutantOnInputs& mutant : report.inputs.mutants)
    if (!mutant.unusable.empty()) unused.push_back(json::Array{utf8(mutant.id), utf8(mutant.unusable)});
  json::Array mutants = mutants_on_page(report, pictures), missing = missing_on_page(report, pictures);
  return json::Object{{"suite", utf8(report.inputs.suite)},
                      {"metric", utf8(report.inputs.metric)},
                      {"count", std::int64_t(report.inputs.hashes.size())},
                      {"repeated", std::int64_t(report.inputs.repeated)},
                      {"placed", !report.inputs.positions.empty()},
                      {"useless", std::int64_t(findings.useless)},
                      {"needed", std::int64_t(findings.needed)},
                      {"subset", findings.subset ? json::Value(std::int64_t(*findings.subset)) : nullptr},
                      {"order", std::move(order)},
                      {"curve", std::move(curve)},
                      {"mutants", std::move(mutants)},
                      {"missing", std::move(missing)},
                      {"pictures", pictures.take()},
                      {"not_used", std::move(unused)}};
}

} // namespace misfire
