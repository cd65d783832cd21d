// The page of a running campaign: when it is written, and what happens where it cannot be.
#include "report/live_page.h"

#include "report/page.h"
#include "tests/report/record_for_tests.h"
#include "tests/runner/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;

struct Listener : Watcher {
  unsigned progress = 0;
  std::vector<std::string> warnings;
  void warned(const std::string& sentence) override { warnings.push_back(sentence); }
  void baseline_trained(unsigned, unsigned) override {}
  void estimated(const Estimate&) override {}
  void decided(const MutantEntry&, const MutantResult&) override {}
  void progressed(const Progress&) override { ++progress; }
};

class LivePageTest : public ::testing::Test {
protected:
  void SetUp() override {
    if (!page_is_built_in()) GTEST_SKIP() << "misfire is built without npm, so without report.html";
    ASSERT_TRUE(store);
    const CampaignRecord record = testing::small_record();
    ASSERT_TRUE(store->begin(record.mutants, record.program));
    ASSERT_TRUE(store->keep(record.results.front()));
    ASSERT_TRUE(store->keep(record.summary));
  }
  bool is_written() const { return std::filesystem::exists(folder / "report.html"); }

  testing::TemporaryFolder folder;
  Result<Store> store = Store::open(folder.path);
  Listener listener;
  double time = 100;
};

TEST_F(LivePageTest, is_written_every_minute_from_what_is_known_by_then) {
  LivePage page(listener, *store, folder.path, [this] { return time; });
  page.progressed({.mutants_done = 1, .mutants = 8});
  EXPECT_FALSE(is_written()) << "a short campaign needs none";
  time += 60;
  page.progressed({.mutants_done = 1, .mutants = 8});
  ASSERT_TRUE(is_written());
  EXPECT_THAT(testing::text_of(folder / "report.html"), HasSubstr("\"running\":{\"done\":1,\"mutants\":8,"));
  std::filesystem::remove(folder / "report.html");
  time += 59;
  page.progressed({});
  EXPECT_FALSE(is_written());
  time += 1;
  page.progressed({});
  EXPECT_TRUE(is_written());
  EXPECT_EQ(listener.progress, 4u) << "all is passed on";
}

TEST_F(LivePageTest, one_that_takes_long_is_written_more_rarely) {
  bool slow = false; // each look at the clock takes five seconds then
  LivePage page(listener, *store, folder.path, [&] { return slow ? time += 5 : time; });
  time += 60;
  slow = true;
  page.progressed({});
  slow = false;
  std::filesystem::remove(folder / "report.html");
  time += 95;
  page.progressed({});
  EXPECT_FALSE(is_written()) << "a twentieth of the time at most";
  time += 10;
  page.progressed({});
  EXPECT_TRUE(is_written());
}

TEST_F(LivePageTest, that_it_cannot_be_written_is_said_once) {
  LivePage page(listener, *store, "/proc/nowhere", [this] { return time; });
  for (int minute = 0; minute < 3; ++minute, time += 60)
    page.progressed({});
  EXPECT_EQ(listener.warnings.size(), 1u);
}

} // namespace
} // namespace misfire
