// report.html in a real browser, from disk: tests/report/browser.mjs looks at it.
#include "report/page.h"

#include "tests/report/big_record.h"
#include "tests/report/record_for_tests.h"
#include "tests/runner/temporary_folder.h"

#include <cmath>
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PageTest : public ::testing::Test {
protected:
  void SetUp() override {
    if (!page_is_built_in()) GTEST_SKIP() << "misfire is built without npm, so without report.html";
  }

  /// Runs a part of browser.mjs on a page; 77: there is no browser.
  void look(const std::string& part, const CampaignRecord& record, const Progress* running = nullptr,
            const Result<InputsReport>* inputs = nullptr) {
    const testing::TemporaryFolder folder;
    const std::string html = *report_page(record, running, inputs);
    testing::write_file(folder / "report.html", html);
    const char* shots = std::getenv("MISFIRE_SCREENSHOTS"); // a folder, for those who want to look themselves
    if (shots) testing::write_file(std::filesystem::path(shots) / (part + ".html"), html);
    const std::string command =
        fmt::format("cd '{}' && node '{}/tests/report/browser.mjs' '{}' {} '{}' '{}' > said.txt 2>&1",
                    folder.path.string(), MISFIRE_SOURCE_DIR, MISFIRE_PAGE_MODULES, part,
                    folder / "report.html", shots ? shots : "");
    const int status = WEXITSTATUS(std::system(command.c_str()));
    if (status == 77) GTEST_SKIP() << "there is no chromium";
    EXPECT_EQ(status, 0) << testing::text_of(folder / "said.txt");
  }
};

TEST_F(PageTest, no_source_can_end_the_script_that_holds_it) {
  CampaignRecord record = testing::small_record();
  record.program.sources[0].text = "// </script><script>alert(1)</script><!--\n";
  const std::string page = *report_page(record);
  EXPECT_THAT(page, Not(HasSubstr("alert(1)</script>")));
  EXPECT_THAT(page, HasSubstr("\\u003c/script>\\u003cscript>alert(1)"));
}

TEST_F(PageTest, mutants_are_shown_and_filtered_a_diff_opened_and_plots_drawn_without_any_request) {
  look("walk", testing::small_record());
}

TEST_F(PageTest, one_of_a_campaign_that_still_runs_says_so_and_how_far_it_is) {
  const Progress progress{.mutants_done = 7, .mutants = 9, .seconds_left = 120};
  look("running", testing::small_record(), &progress);
}

/// Two mutants on four inputs: one is killed, and the other on the training data alone.
Result<InputsReport> four_inputs(const CampaignRecord& record) {
  InputsReport report;
  report.inputs = {
      .suite = "test", .metric = "accuracy", .hashes = {"a", "b", "c", "d"}, .positions = {3, 2, 1, 0}};
  report.inputs.mutants = {
      {.id = record.mutants[0].id, .counted = Counted::killed, .kills = {5, {5, 0, 2, 0}}},
      {.id = record.mutants[1].id, .counted = Counted::survived, .kills = {5, {0, 0, 0, 0}}}};
  report.findings = {
      .mutants = {{.mutant = 0, .killers = 1, .triviality = 0.35}, {.mutant = 1, .redundant_to = {0}}},
      .order = {0, 2, 1, 3},
      .killed_by = {1, 0, 0, 0},
      .useless = 3,
      .needed = 1,
      .subset = 1,
      .curve = {{1, 1}, {2, 1}, {4, 1}}};
  report.other = report.inputs;
  report.other->suite = "train";
  report.other->mutants[1].kills.kills = {4, 1, 0, 0};
  report.missing = {{.mutant = 1, .noticing = {0, 1}, .fewest = 2}};
  ShownInput image{{1, 28, 28}, std::vector<float>(28 * 28)};
  for (std::size_t i = 0; i < image.values.size(); ++i)
    image.values[i] = float(i % 28 * (i / 28));
  ShownInput signal{{200}, std::vector<float>(200)};
  for (std::size_t i = 0; i < signal.values.size(); ++i)
    signal.values[i] = std::sin(float(i) / 9);
  report.shown = {{"a", image}, {"b", signal}, {"c", {{3}, {0.5F, -1, 2}}}};
  return report;
}

TEST_F(PageTest, inputs_have_a_page_and_stand_on_those_of_mutants) {
  const CampaignRecord record = testing::small_record();
  const Result<InputsReport> inputs = four_inputs(record);
  look("inputs", record, nullptr, &inputs);
}

TEST_F(PageTest, two_thousand_mutants_in_twenty_files_open_in_under_three_seconds) {
  look("open", testing::big_record());
}

} // namespace
} // namespace misfire
