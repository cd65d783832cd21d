// misfire.sarif: the whole of the example, and by the published schema where npm has brought it.
#include "report/sarif.h"

#include "report/mutant_keys.h"
#include "tests/report/example_record.h"
#include "tests/report/golden.h"

#include <gmock/gmock.h>
#include <llvm/Support/JSON.h>

namespace misfire {
namespace {

namespace json = llvm::json;

json::Object run_of_log(const CampaignRecord& record, const Vantage& vantage) {
  llvm::Expected<json::Value> log = json::parse(sarif_log(record, vantage));
  if (!log) throw std::runtime_error(llvm::toString(log.takeError()));
  return std::move(*(*log->getAsObject()->getArray("runs"))[0].getAsObject());
}

std::vector<std::string> fingerprints_of(const CampaignRecord& record) {
  std::vector<std::string> found;
  const json::Object run = run_of_log(record, {"/p"});
  for (const json::Value& result : *run.getArray("results"))
    found.push_back(
        result.getAsObject()->getObject("partialFingerprints")->getString("misfireMutant/v1")->str());
  return found;
}

TEST(SarifTest, the_example_is_written_as_it_was) {
  testing::expect_golden("misfire.sarif", sarif_log(testing::example_record(), {"/p", 2}));
}

TEST(SarifTest, paths_are_relative_to_the_repository_and_absolute_outside_of_it) {
  const auto uri_seen_from = [](const char* repository) {
    const json::Object run = run_of_log(testing::small_record(), {repository});
    return *(*(*run.getArray("results"))[0].getAsObject()->getArray("locations"))[0]
                .getAsObject()
                ->getObject("physicalLocation")
                ->getObject("artifactLocation");
  };
  EXPECT_EQ(uri_seen_from("/"), (json::Object{{"uri", "p/a.cpp"}, {"uriBaseId", "SRCROOT"}}));
  EXPECT_EQ(uri_seen_from("/p"), (json::Object{{"uri", "a.cpp"}, {"uriBaseId", "SRCROOT"}}));
  EXPECT_EQ(uri_seen_from("/q"), (json::Object{{"uri", "file:///p/a.cpp"}}));
}

TEST(SarifTest, fingerprints_are_unique_and_stay_when_lines_above_come_and_go) {
  CampaignRecord record = testing::example_record();
  record.program.left_out.clear();
  const std::vector<std::string> before = fingerprints_of(record);
  EXPECT_EQ(std::set(before.begin(), before.end()).size(), 3u);
  for (SourceText& source : record.program.sources)
    source.text = "// new\n" + source.text;
  for (MutantEntry& mutant : record.mutants) {
    mutant.id += "'";
    ++mutant.line, ++mutant.end_line;
    if (mutant.replacement) ++mutant.replacement->begin.line, ++mutant.replacement->end.line;
  }
  for (MutantResult& result : record.results)
    result.mutant += "'";
  EXPECT_EQ(fingerprints_of(record), before);
}

TEST(SarifTest, the_fault_that_shows_the_least_is_first_and_what_is_over_the_bound_is_counted) {
  const CampaignRecord record = testing::example_record();
  llvm::Expected<json::Value> log = json::parse(sarif_log(record, {"/p"}, 2));
  ASSERT_TRUE(bool(log));
  const json::Object& run = *(*log->getAsObject()->getArray("runs"))[0].getAsObject();
  const json::Array& results = *run.getArray("results");
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0].getAsObject()->getString("ruleId"), "LCH")
      << "d = 0.05, where the other survivor has 0.4";
  const json::Array& notes =
      *(*run.getArray("invocations"))[0].getAsObject()->getArray("toolExecutionNotifications");
  EXPECT_EQ(notes.back().getAsObject()->getObject("message")->getString("text"),
            "2 more results are left out.");
}

TEST(SarifTest, it_is_valid_by_the_published_schema) {
  const std::filesystem::path modules = MISFIRE_PAGE_MODULES;
  if (std::system("node --version > /dev/null 2>&1") != 0 ||
      !std::filesystem::exists(modules / "ajv-draft-04"))
    GTEST_SKIP() << "node and the packages of report/page are not there";
  testing::TemporaryFolder folder;
  const std::string command =
      "node " MISFIRE_SOURCE_DIR "/tests/report/validate_sarif.cjs '" + modules.string() + "' ";
  testing::write_file(folder / "misfire.sarif", sarif_log(testing::example_record(), {"/p", 2}));
  EXPECT_EQ(std::system((command + (folder / "misfire.sarif")).c_str()), 0);
  testing::write_file(folder / "wrong.sarif", R"({"version": "2.1.0", "runs": [{"results": []}]})");
  EXPECT_NE(std::system((command + (folder / "wrong.sarif") + " 2> /dev/null").c_str()), 0)
      << "without a tool it is not valid: the check must say so";
}

} // namespace
} // namespace misfire
