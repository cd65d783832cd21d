// Writes a campaign in the Static Analysis Results Interchange Format.
#include "report/sarif.h"

#include "report/findings.h"
#include "report/json.h"
#include "report/sarif_rules.h"
#include "report/schema_status.h"
#include "report/scoreboard.h"
#include "report/source_lines.h"
#include "report/wording.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace misfire {

namespace json = llvm::json;

namespace {

constexpr const char* base = "SRCROOT";

/// Writes places: what is relative to the repository, what a text's lines are.
struct Placer {
  const CampaignRecord& record;
  std::string repository;

  json::Object artifact(const std::string& file) const {
    const std::string shown = shown_from(repository, record.program.root, file);
    if (shown.starts_with("/")) return json::Object{{"uri", "file://" + uri_of(shown)}};
    return json::Object{{"uri", uri_of(shown)}, {"uriBaseId", base}};
  }

  /// The lines around a place, which GitHub shows before the file itself can be fetched.
  json::Object context(const SourceLines& lines, const Region& region) const {
    const std::uint32_t first = std::max(region.begin.line, 3U) - 2;
    const std::uint32_t last = std::max(region.end.line, std::min(region.end.line + 2, lines.count()));
    std::string text;
    for (std::uint32_t line = first; line <= last; ++line)
      text += std::string(lines.line(line)) + "\n";
    return json::Object{{"startLine", std::int64_t(first)},
                        {"endLine", std::int64_t(last)},
                        {"snippet", json::Object{{"text", utf8(text)}}}};
  }

  json::Array locations(const std::string& file, const Region& region) const {
    if (file.empty()) return {};
    const std::string_view source = text_of_source(record, file);
    const SourceLines lines(source);
    json::Object where{{"startLine", std::int64_t(region.begin.line)},
                       {"startColumn", lines.utf16_column(region.begin.line, region.begin.column)},
                       {"endLine", std::int64_t(region.end.line)},
                       {"endColumn", lines.utf16_column(region.end.line, region.end.column)}};
    json::Object physical{{"artifactLocation", artifact(file)}};
    if (!source.empty()) {
      std::string snippet;
      for (std::uint32_t line = region.begin.line; line <= region.end.line; ++line)
        snippet += std::string(lines.line(line)) + (line == region.end.line ? "" : "\n");
      where["snippet"] = json::Object{{"text", utf8(snippet)}};
      physical["contextRegion"] = context(lines, region);
    }
    physical["region"] = std::move(where);
    return json::Array{json::Object{{"physicalLocation", std::move(physical)}}};
  }
};

/// GitHub knows results again by one name of fingerprint, and would take two faults of one operator in one
/// line for one; other readers go by ours.
json::Object fingerprints(const MutantKey& key) {
  return json::Object{{"misfireMutant/v1", digest_of(key)}, {"primaryLocationLineHash", digest_of(key)}};
}

json::Object finding_json(const Placer& placer, const Finding& finding) {
  const MutantEntry& mutant = *finding.mutant;
  std::string text = title_of(finding) + ".";
  for (const std::string& sentence : sentences_of(placer.record, finding))
    text += "\n" + sentence;
  json::Object properties{{"mutant", utf8(mutant.id)}, {"diff", utf8(mutant.diff)}};
  if (finding.verdict) {
    properties["p"] = number_json(finding.verdict->p);
    properties["d"] = number_json(finding.verdict->d);
  }
  return with_rule(mutant.operator_id,
                   json::Object{{"kind", "fail"},
                                {"level", finding.counted == Counted::survived ? "warning" : "note"},
                                {"message", json::Object{{"text", utf8(text)}}},
                                {"locations", placer.locations(mutant.file, region_of(mutant))},
                                {"partialFingerprints", fingerprints(finding.key)},
                                {"properties", std::move(properties)}});
}

/// A mutant that a comment suppresses: from its place to the end of the line.
json::Object suppressed_json(const Placer& placer, const LeftOut& one) {
  const SourceLines lines(text_of_source(placer.record, one.file));
  const auto end = std::uint32_t(lines.line(one.line).size() + 1);
  const MutantKey key{one.what, one.choice, one.file, std::string(lines.line(one.line)), one.column};
  return with_rule(
      one.what,
      json::Object{{"kind", "fail"},
                   {"level", "note"},
                   {"message", json::Object{{"text", utf8(fmt::format("not made: {}.", one.reason))}}},
                   {"locations", placer.locations(one.file, {{one.line, one.column},
                                                             {one.line, std::max(end, one.column + 1)}})},
                   {"partialFingerprints", fingerprints(key)},
                   {"suppressions", json::Array{json::Object{{"kind", "inSource"},
                                                             {"status", "accepted"},
                                                             {"justification", utf8(one.reason)}}}}});
}

/// What a mutant that is no result has to say, where it could not be tried.
json::Array notifications(const Placer& placer, std::size_t not_shown) {
  const CampaignRecord& record = placer.record;
  const auto results = results_by_id(record);
  json::Array notes;
  for (const MutantEntry& mutant : record.mutants) {
    const MutantResult* result = results.at(mutant.id);
    if (result && result->standing == Standing::judged) continue;
    const std::string why =
        result
            ? spelled(counted_as(*result, record.suites())) +
                  (result->reason.empty() ? "" : ": " + result->reason.substr(0, result->reason.find('\n')))
            : "not judged yet";
    json::Object note{{"level", "note"},
                      {"message", json::Object{{"text", utf8(fmt::format("{} is {}", mutant.id, why))}}},
                      {"associatedRule", rule_reference(mutant.operator_id)}};
    if (json::Array where = placer.locations(mutant.file, region_of(mutant)); !where.empty())
      note["locations"] = std::move(where);
    notes.push_back(std::move(note));
  }
  if (not_shown)
    notes.push_back(json::Object{
        {"level", "warning"},
        {"message", json::Object{{"text", fmt::format("{} more results are left out.", not_shown)}}}});
  return notes;
}

json::Object counts(const CampaignRecord& record) {
  json::Object properties{{"judging", method_text(record.summary)}};
  const std::vector<SuiteScore> scores = scoreboard(record.mutants, record.results, record.summary);
  if (scores.empty()) return properties;
  const OperatorTally& total = scores.front().total;
  properties["score"] = number_json(scores.front().score);
  properties["killed"] = total.killed;
  properties["survived"] = total.survived;
  properties["better"] = total.better;
  properties["undecided"] = total.undecided;
  properties["pending"] = total.pending;
  return properties;
}

json::Object driver(const CampaignRecord& record) {
  json::Object driver{{"name", "misfire"}, {"rules", sarif_rules()}};
  for (const auto& [name, value] : record.summary.circumstances)
    if (name == "misfire") {
      driver["version"] = utf8(value);
      driver["semanticVersion"] = utf8(value);
    }
  return driver;
}

json::Array results_json(const Placer& placer, std::size_t most, std::size_t& not_shown) {
  json::Array results;
  const auto add = [&](const auto& make) {
    if (results.size() < most)
      results.push_back(make());
    else
      ++not_shown;
  };
  for (const Finding& finding : findings(placer.record))
    add([&] { return finding_json(placer, finding); });
  for (const LeftOut& one : placer.record.program.left_out)
    if (one.suppressed) add([&] { return suppressed_json(placer, one); });
  return results;
}

} // namespace

std::string sarif_log(const CampaignRecord& record, const Vantage& vantage, std::size_t most) {
  const Placer placer{record, vantage.repository};
  std::size_t not_shown = 0;
  json::Array results = results_json(placer, most, not_shown);
  json::Object invocation{{"executionSuccessful", true},
                          {"exitCode", vantage.exit_code},
                          {"toolExecutionNotifications", notifications(placer, not_shown)}};
  json::Object root{{"uri", "file://" + uri_of(vantage.repository) + "/"}};
  return pretty(json::Object{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", json::Array{json::Object{{"tool", json::Object{{"driver", driver(record)}}},
                                        {"automationDetails", json::Object{{"id", "misfire/"}}},
                                        {"invocations", json::Array{std::move(invocation)}},
                                        {"originalUriBaseIds", json::Object{{base, std::move(root)}}},
                                        {"columnKind", "utf16CodeUnits"},
                                        {"results", std::move(results)},
                                        {"properties", counts(record)}}}}});
}

} // namespace misfire
