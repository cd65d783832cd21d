// report.html in a real browser, from disk: tests/report/browser.mjs looks at it.
#include "report/page.h"

#include "tests/report/big_record.h"
#include "tests/report/record_for_tests.h"
#include "tests/runner/temporary_folder.h"

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
  void look(const std::string& part, const CampaignRecord& record, const Progress* running = nullptr) {
    const testing::TemporaryFolder folder;
    const std::string html = *report_page(record, running);
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

TEST_F(PageTest, two_thousand_mutants_in_twenty_files_open_in_under_three_seconds) {
  look("open", testing::big_record());
}

} // namespace
} // namespace misfire
