// Writes mutants as test cases.
#include "report/junit.h"

#include "report/holm.h"
#include "report/json.h"
#include "report/schema_status.h"
#include "report/wording.h"

#include <fmt/format.h>

namespace misfire {

namespace {

std::string escaped(const std::string& raw) {
  std::string text;
  for (const char c : utf8(raw)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '<')
      text += "&lt;";
    else if (c == '>')
      text += "&gt;";
    else if (c == '&')
      text += "&amp;";
    else if (c == '"')
      text += "&quot;";
    else if (c == '\n')
      text += "&#10;";
    else if (c == '\t')
      text += "&#9;";
    else if (byte < 0x20)
      text += "\xEF\xBF\xBD";
    else
      text += c;
  }
  return text;
}

struct Suite {
  unsigned tests = 0, failures = 0, skipped = 0;
  double seconds = 0;
  std::string cases;
};

double seconds_of(const CampaignRecord& record, const std::string& mutant) {
  double seconds = 0;
  if (const auto trials = record.runs.find(mutant); trials != record.runs.end())
    for (const std::vector<Run>& runs : trials->second)
      for (const Run& run : runs)
        seconds += run.seconds;
  return seconds;
}

/// What stands inside a test case: for a kill, only what is to be said beside it.
std::string inside(const MutantEntry& mutant, const SchemaStatus& status, const std::string& remark,
                   Suite& suite) {
  if (status.word == SchemaWord::killed || status.word == SchemaWord::timeout)
    return remark.empty() ? "" : fmt::format("      <system-out>{}</system-out>\n", escaped(remark));
  const std::string first = status.reason.substr(0, status.reason.find('\n'));
  if (status.word != SchemaWord::survived) {
    ++suite.skipped;
    return fmt::format("      <skipped message=\"{}\"/>\n", escaped(first));
  }
  ++suite.failures;
  return fmt::format("      <failure type=\"survived\" message=\"survived: {}\">{}</failure>\n",
                     escaped(mutant.description), escaped(status.reason + "\n\n" + mutant.diff));
}

void add_case(Suite& suite, const CampaignRecord& record, const MutantEntry& mutant,
              const MutantResult* result, const SchemaStatus& status) {
  const double seconds = seconds_of(record, mutant.id);
  const std::string content = inside(mutant, status, result ? result->reason : "", suite);
  ++suite.tests;
  suite.seconds += seconds;
  suite.cases += fmt::format(
      "    <testcase classname=\"misfire.{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"{:.3f}\"",
      escaped(mutant.operator_id), escaped(mutant.id), escaped(mutant.file), mutant.line, seconds);
  suite.cases += content.empty() ? "/>\n" : ">\n" + content + "    </testcase>\n";
}

} // namespace

std::string junit_xml(const CampaignRecord& record) {
  const auto results = results_by_id(record);
  const auto adjusted = record.summary.baseline.empty()
                            ? std::map<std::string, double>{}
                            : holm_adjusted(record.results, record.suites().front());
  std::map<std::string, Suite> suites;
  Suite all;
  for (const MutantEntry& mutant : record.mutants)
    add_case(suites[mutant.operator_id], record, mutant, results.at(mutant.id),
             schema_status(record, mutant, results.at(mutant.id), adjusted));
  std::string text;
  for (const auto& [name, suite] : suites) {
    text +=
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
                    "time=\"{:.3f}\">\n{}"
                    "  </testsuite>\n",
                    escaped(name), suite.tests, suite.failures, suite.skipped, suite.seconds, suite.cases);
    all.tests += suite.tests;
    all.failures += suite.failures;
    all.skipped += suite.skipped;
    all.seconds += suite.seconds;
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<testsuites name=\"misfire\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
                     "time=\"{:.3f}\">\n"
                     "{}</testsuites>\n",
                     all.tests, all.failures, all.skipped, all.seconds, text);
}

} // namespace misfire
