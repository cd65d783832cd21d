// report.json: the schema's words, and by the schema itself where npm has brought it.
#include "report/mutation_json.h"

#include "tests/report/example_record.h"
#include "tests/runner/temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

namespace json = llvm::json;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

const json::Object& mutant_in(const json::Object& report, const std::string& id) {
  for (const json::Value& mutant : *report.getObject("files")->getObject("a.cpp")->getArray("mutants"))
    if (mutant.getAsObject()->getString("id") == id) return *mutant.getAsObject();
  throw std::runtime_error("no mutant " + id);
}

std::string text_in(const json::Object& object, const char* key) {
  return object.getString(key).value_or("absent").str();
}

TEST(MutationJsonTest, every_standing_has_its_word) {
  const json::Object report = mutation_report(testing::small_record());
  const std::map<std::string, std::string> words{
      {"HLR@a.cpp:3:4", "Killed"},  {"WCI@a.cpp:5:6=zeros", "Timeout"}, {"WCI@a.cpp:5:6=ones", "Survived"},
      {"WRB@a.cpp:5:6", "Ignored"}, {"WRB@a.cpp:7:6", "CompileError"},  {"WRB@a.cpp:8:6", "Ignored"},
      {"WRB@a.cpp:9:6", "Ignored"}, {"WRB@a.cpp:10:1", "Pending"}};
  for (const auto& [id, word] : words)
    EXPECT_EQ(text_in(mutant_in(report, id), "status"), word) << id;
}

TEST(MutationJsonTest, faults_in_trained_networks_are_no_part_of_the_score_that_a_page_computes) {
  CampaignRecord record = testing::small_record();
  EXPECT_EQ(mutation_report(record).getObject("config")->getArray("after_training"), nullptr);
  record.mutants[0].operator_id = "NAI";
  const json::Object report = mutation_report(record);
  const json::Object& mutant = mutant_in(report, record.mutants[0].id);
  EXPECT_EQ(text_in(mutant, "status"), "Ignored");
  EXPECT_THAT(text_in(mutant, "statusReason"),
              HasSubstr("not in the score, since its fault is in a trained network. killed on test: "));
  const json::Array& apart = *report.getObject("config")->getArray("after_training");
  EXPECT_THAT(apart.front().getAsString().value_or("").str(), HasSubstr("on test: 100.0 % (1 of 1)"));
}

TEST(MutationJsonTest, runs_that_crash_kill_and_runs_that_fail_without_a_verdict_are_an_error) {
  CampaignRecord record = testing::small_record();
  for (auto& run : record.runs["WCI@a.cpp:5:6=zeros"][0])
    if (run.outcome == Outcome::timed_out) run.outcome = Outcome::crashed;
  record.results[2].trials[0].verdicts["test"].decision = stats::Decision::undecided;
  record.results[2].trials[0].verdicts["test"].failed_mutant = 5;
  const json::Object report = mutation_report(record);
  EXPECT_EQ(text_in(mutant_in(report, "WCI@a.cpp:5:6=zeros"), "status"), "Killed");
  EXPECT_EQ(text_in(mutant_in(report, "WCI@a.cpp:5:6=ones"), "status"), "RuntimeError");
}

TEST(MutationJsonTest, the_reason_holds_the_statistics_the_correction_and_a_survivors_advice) {
  const json::Object report = mutation_report(testing::small_record());
  const std::string reason = text_in(mutant_in(report, "WCI@a.cpp:5:6=ones"), "statusReason");
  EXPECT_THAT(reason, HasSubstr("survived on test: 0.9 -> 0.895, d = 0.40, p = 0.530"));
  EXPECT_THAT(reason, HasSubstr("p = 0.53 after Holm's correction"));
  EXPECT_THAT(reason, HasSubstr("A mutant is killed if DeepCrime's z test (glm) gives a two-sided p < 0.05"));
  EXPECT_THAT(reason, HasSubstr("What it means: "));
  EXPECT_THAT(reason, HasSubstr("What to try: "));
  EXPECT_THAT(text_in(mutant_in(report, "WRB@a.cpp:9:6"), "statusReason"),
              HasSubstr("the program has the value 1"));
}

TEST(MutationJsonTest, what_is_to_be_said_beside_a_verdict_stands_in_its_reason) {
  CampaignRecord record = testing::small_record();
  for (MutantResult& result : record.results)
    if (result.reason.empty()) result.reason = "only its harsh end was tried";
  const json::Object report = mutation_report(record);
  for (const char* id : {"HLR@a.cpp:3:4", "WCI@a.cpp:5:6=zeros", "WCI@a.cpp:5:6=ones", "WRB@a.cpp:5:6"})
    EXPECT_THAT(text_in(mutant_in(report, id), "statusReason"),
                ContainsRegex("over all mutants; only its harsh end was tried\\. A mutant is "))
        << id;
  EXPECT_EQ(text_in(mutant_in(report, "WRB@a.cpp:8:6"), "statusReason"),
            "no effect: it trains bit for bit as the program does; only its harsh end was tried");
}

TEST(MutationJsonTest, a_mutant_that_was_not_made_is_ignored_with_the_reason) {
  const json::Object report = mutation_report(testing::small_record());
  const std::string id = "LCH@a.cpp:2:1=hinge"; // a temporary would look like one that dangles
  const json::Object& ignored = mutant_in(report, id);
  EXPECT_EQ(text_in(ignored, "status"), "Ignored");
  EXPECT_EQ(text_in(ignored, "statusReason"), "not made: the loss is hand-written");
}

TEST(MutationJsonTest, metrics_are_tests_and_those_that_kill_are_named) {
  const json::Object report = mutation_report(testing::small_record());
  EXPECT_EQ(
      (*report.getObject("testFiles")->getObject("test")->getArray("tests"))[0].getAsObject()->getString(
          "id"),
      "test/accuracy");
  EXPECT_EQ(*mutant_in(report, "HLR@a.cpp:3:4").getArray("killedBy"), (json::Array{"test/accuracy"}));
  EXPECT_EQ(*mutant_in(report, "WCI@a.cpp:5:6=ones").getArray("killedBy"), json::Array{});
}

/// Two inputs, of which the first kills a mutant and the second notices it once.
InputsReport two_inputs() {
  InputsReport report;
  report.inputs = {
      .suite = "test", .metric = "accuracy", .unusable = {}, .hashes = {"a", "b"}, .positions = {4, 2}};
  report.inputs.mutants = {
      {.id = "HLR@a.cpp:3:4", .counted = Counted::killed, .unusable = {}, .runs = {}, .kills = {5, {5, 1}}}};
  report.findings.order = {0, 1};
  report.findings.killed_by = {1, 0};
  return report;
}

TEST(MutationJsonTest, inputs_are_tests_beside_the_metric) {
  const Result<InputsReport> inputs = two_inputs();
  const json::Object report = mutation_report(testing::small_record(), &inputs);
  const json::Array& tests = *report.getObject("testFiles")->getObject("test")->getArray("tests");
  ASSERT_EQ(tests.size(), 3u);
  EXPECT_EQ(text_in(*tests[1].getAsObject(), "id"), "test/input 4");
  EXPECT_EQ(text_in(*tests[1].getAsObject(), "name"), "input 4 kills 1 mutant");
  const json::Object& killed = mutant_in(report, "HLR@a.cpp:3:4");
  EXPECT_EQ(*killed.getArray("killedBy"), (json::Array{"test/accuracy", "test/input 4"}));
  const json::Array& covered = *killed.getArray("coveredBy");
  EXPECT_THAT(std::vector<json::Value>(covered.begin(), covered.end()),
              ::testing::Contains(json::Value("test/input 2")));
  EXPECT_EQ(*mutant_in(report, "WCI@a.cpp:5:6=ones").getArray("killedBy"), json::Array{});
}

TEST(MutationJsonTest, places_are_what_is_written_anew_in_utf16_columns_and_only_mutated_files_are_there) {
  const json::Object report = mutation_report(testing::small_record());
  // Line 5: a tab, f(", a character of four bytes and two UTF-16 units, then ", and the layer: byte 12.
  const json::Object expected{{"start", json::Object{{"line", 5}, {"column", 10}}},
                              {"end", json::Object{{"line", 5}, {"column", 22}}}};
  EXPECT_EQ(*mutant_in(report, "WCI@a.cpp:5:6=zeros").getObject("location"), expected);
  EXPECT_EQ(text_in(mutant_in(report, "WCI@a.cpp:5:6=zeros"), "replacement"), "misfire::zeros(Linear(2, 3))");
  EXPECT_EQ(report.getObject("files")->getObject("unmutated.h"), nullptr);
}

TEST(MutationJsonTest, it_is_valid_by_the_published_schema) {
  const std::filesystem::path modules = MISFIRE_PAGE_MODULES;
  if (std::system("node --version > /dev/null 2>&1") != 0 || !std::filesystem::exists(modules / "ajv"))
    GTEST_SKIP() << "node and the packages of report/page are not there";
  testing::TemporaryFolder folder;
  const Result<InputsReport> inputs = two_inputs();
  testing::write_file(folder / "report.json", mutation_json(testing::example_record(), &inputs));
  const std::string script = MISFIRE_SOURCE_DIR "/tests/report/validate.cjs";
  const std::string command = "node " + script + " " + modules.string() + " ";
  EXPECT_EQ(std::system((command + (folder / "report.json")).c_str()), 0);
  testing::write_file(folder / "wrong.json", "{\"schemaVersion\": \"2.0.0\", \"files\": {}}");
  EXPECT_NE(std::system((command + (folder / "wrong.json") + " 2> /dev/null").c_str()), 0)
      << "without thresholds it is not valid: the check must say so";
}

} // namespace
} // namespace misfire
