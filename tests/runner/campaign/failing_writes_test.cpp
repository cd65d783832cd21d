// A disk that is full from one of misfire's writes on, for each of the writes of a small campaign.
#include "tests/runner/campaign/campaign_fixture.h"
#include "tests/runner/failing_writes.h"

namespace misfire {
namespace {

using testing::CampaignFixture;
using testing::Number;
using testing::Scripted;
using testing::watched_writes;
using testing::worse_by;

class FailingWritesTest : public CampaignFixture {
protected:
  ~FailingWritesTest() override { watched_writes() = {}; }

  /// A campaign in a new output folder, on a disk that is full after so many writes.
  Result<Campaign> campaign_with(std::uint64_t writes) {
    std::filesystem::remove_all(configuration.output);
    std::filesystem::create_directories(configuration.output);
    processes.started.clear();
    watched_writes() = {.folder = configuration.output, .made = 0, .last = writes};
    Result<Campaign> ran = run(1);
    watched_writes().folder.clear();
    return ran;
  }
};

TEST_F(FailingWritesTest, at_any_write_end_with_a_sentence_and_nothing_that_was_kept_is_trained_again) {
  configuration.runs = {.baseline = 3, .mutant = 3};
  add("WRB@worse", worse_by(0.2));
  add("WRB@crash", [](std::uint64_t, Number) { return Scripted{.code = 1}; });
  const Result<Campaign> calm = campaign_with(std::uint64_t(-1));
  ASSERT_TRUE(calm) << calm.error().message;
  const std::uint64_t writes = watched_writes().made;
  const std::size_t trainings = processes.started.size();
  ASSERT_GT(writes, 50u);
  std::uint64_t failed = 0;
  for (std::uint64_t last = 0; last < writes; ++last) {
    const Result<Campaign> full = campaign_with(last);
    failed += full ? 0 : 1;
    if (!full) {
      EXPECT_GT(full.error().message.size(), 20u) << last;
      EXPECT_EQ(full.error().fault, Fault::request)
          << last << ": it is not the program's: " << full.error().message;
    }
    const Result<Campaign> again = run(1);
    ASSERT_TRUE(again) << last << ": " << again.error().message;
    EXPECT_EQ(again->results, calm->results) << last;
    EXPECT_LE(processes.started.size(), trainings + 1) << last << ": one run was not kept, and is made again";
  }
  EXPECT_GT(failed, writes / 2) << "or the writes that fail are none that count";
  RecordProperty("writes", std::to_string(writes));
}

} // namespace
} // namespace misfire
