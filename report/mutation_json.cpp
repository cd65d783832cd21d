// Writes a campaign in the mutation testing report schema.
#include "report/mutation_json.h"

#include "mutator/operators/operator.h"
#include "report/holm.h"
#include "report/input_tests.h"
#include "report/json.h"
#include "report/places.h"
#include "report/schema_status.h"
#include "report/sensitivity.h"
#include "report/source_lines.h"
#include "report/wording.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace misfire {

namespace json = llvm::json;

namespace {

/// How a metric is called among the tests.
std::string test_id(const BaselineSuite& suite) {
  return suite.suite + "/" + suite.metric;
}

void append(json::Array& array, json::Array more) {
  for (json::Value& one : more)
    array.push_back(std::move(one));
}

json::Object test_files(const CampaignSummary& summary, const InputsReport* inputs) {
  json::Object files;
  for (const BaselineSuite& suite : summary.baseline) {
    json::Object test{{"id", utf8(test_id(suite))},
                      {"name", utf8(fmt::format("{} on {}: {:.4g} over {} runs of the unmodified program",
                                                suite.metric, suite.suite, suite.mean, suite.n))}};
    json::Array tests{std::move(test)};
    if (inputs && inputs->inputs.suite == suite.suite) append(tests, input_tests(*inputs));
    files[utf8(suite.suite)] = json::Object{{"tests", std::move(tests)}};
  }
  return files;
}

json::Object position(const SourceLines& source, std::uint32_t line, std::uint32_t column) {
  return json::Object{{"line", std::int64_t(line)},
                      {"column", std::int64_t(source.utf16_column(line, column))}};
}

/// "change-learning-rate (HLR)".
std::string mutator_name(const std::string& id) {
  const auto found = std::ranges::find(all_operators(), id, &Operator::id);
  return found == all_operators().end() ? id : fmt::format("{} ({})", found->name, id);
}

double milliseconds(const CampaignRecord& record, const std::string& mutant) {
  double seconds = 0;
  if (const auto trials = record.runs.find(mutant); trials != record.runs.end())
    for (const std::vector<Run>& runs : trials->second)
      for (const Run& run : runs)
        seconds += run.seconds;
  return std::round(1000 * seconds);
}

json::Object location_of(const MutantEntry& mutant, const SourceLines& source) {
  const auto& [begin, end] = region_of(mutant);
  return json::Object{{"start", position(source, begin.line, begin.column)},
                      {"end", position(source, end.line, end.column)}};
}

struct Writer {
  const CampaignRecord& record;
  const InputsReport* inputs = nullptr; ///< null without any
  std::map<std::string, const MutantResult*> results = results_by_id(record);
  std::map<std::string, double> adjusted = record.summary.baseline.empty()
                                               ? std::map<std::string, double>{}
                                               : holm_adjusted(record.results, record.suites().front());

  json::Array killed_by(const MutantResult* result) const {
    json::Array tests;
    if (!result) return tests;
    for (const BaselineSuite& suite : record.summary.baseline) {
      const stats::Verdict* verdict = counting_verdict(*result, suite.suite);
      if (verdict && verdict->decision == stats::Decision::killed) tests.push_back(utf8(test_id(suite)));
    }
    if (inputs) append(tests, inputs_that_kill(*inputs, result->mutant));
    return tests;
  }

  json::Object mutant_json(const MutantEntry& mutant, const SourceLines& source) const {
    const MutantResult* result = results.at(mutant.id);
    const SchemaStatus status = schema_status(record, mutant, result, adjusted);
    json::Object object{{"id", utf8(mutant.id)},
                        {"mutatorName", mutator_name(mutant.operator_id)},
                        {"description", utf8(mutant.description)},
                        {"location", location_of(mutant, source)},
                        {"status", spelled(status.word)},
                        {"statusReason", utf8(status.reason)}};
    if (mutant.replacement) object["replacement"] = utf8(mutant.replacement->text);
    if (result && result->standing == Standing::judged) {
      json::Array tests;
      for (const BaselineSuite& suite : record.summary.baseline)
        tests.push_back(utf8(test_id(suite)));
      if (inputs) append(tests, inputs_that_notice(*inputs, mutant.id));
      object["coveredBy"] = std::move(tests);
      object["killedBy"] = killed_by(result);
    }
    if (result) object["duration"] = milliseconds(record, mutant.id);
    return object;
  }
};

/// A mutant that was not made: suppressed by a comment, or no operator's fault there. It is marked to the end
/// of its line.
json::Object left_out_json(const LeftOut& one, const SourceLines& source) {
  const auto end = std::uint32_t(source.line(one.line).size() + 1);
  return json::Object{
      {"id", utf8(fmt::format("{}@{}:{}:{}{}{}", one.what, one.file, one.line, one.column,
                              one.choice.empty() ? "" : "=", one.choice))},
      {"mutatorName", mutator_name(one.what)},
      {"location", json::Object{{"start", position(source, one.line, one.column)},
                                {"end", position(source, one.line, std::max(end, one.column + 1))}}},
      {"status", "Ignored"},
      {"statusReason", utf8("not made: " + one.reason)}};
}

bool is_operator(const std::string& id) {
  return std::ranges::find(all_operators(), id, &Operator::id) != all_operators().end();
}

json::Object files_of(const CampaignRecord& record, const InputsReport* inputs) {
  const Writer writer{record, inputs};
  json::Object files;
  for (const SourceText& source : record.program.sources) {
    const SourceLines lines(source.text);
    json::Array mutants;
    for (const MutantEntry& mutant : record.mutants)
      if (mutant.file == source.file) mutants.push_back(writer.mutant_json(mutant, lines));
    for (const LeftOut& one : record.program.left_out)
      if (one.file == source.file && is_operator(one.what)) mutants.push_back(left_out_json(one, lines));
    if (mutants.empty()) continue;
    files[utf8(source.file)] =
        json::Object{{"language", "cpp"}, {"source", utf8(source.text)}, {"mutants", std::move(mutants)}};
  }
  return files;
}

} // namespace

json::Object mutation_report(const CampaignRecord& record, const Result<InputsReport>* asked_for) {
  const InputsReport* inputs = asked_for && *asked_for ? &**asked_for : nullptr;
  json::Object framework{{"name", "misfire"}};
  json::Object config{{"judging", method_text(record.summary)}};
  json::Array sensitivity;
  for (const SuitePair& pair : suite_pairs(record.mutants, record.results, record.summary))
    sensitivity.push_back(utf8(spelled(pair)));
  json::Array after_training;
  for (const SuiteScore& score : scoreboard(record.mutants, record.results, record.summary))
    if (std::string text = after_training_text(score); !text.empty()) {
      text.pop_back(); // the line's end
      after_training.push_back(utf8(text));
    }
  if (!after_training.empty()) config["after_training"] = std::move(after_training);
  if (!sensitivity.empty()) config["sensitivity"] = std::move(sensitivity);
  for (const auto& [name, value] : record.summary.circumstances) {
    if (name == "misfire") framework["version"] = utf8(value);
    config[utf8(name)] = utf8(value);
  }
  return json::Object{{"schemaVersion", "2.0.0"},
                      {"thresholds", json::Object{{"high", 80}, {"low", 60}}},
                      {"framework", std::move(framework)},
                      {"config", std::move(config)},
                      {"testFiles", test_files(record.summary, inputs)},
                      {"files", files_of(record, inputs)}};
}

std::string mutation_json(const CampaignRecord& record, const Result<InputsReport>* inputs) {
  return pretty(mutation_report(record, inputs));
}

} // namespace misfire
