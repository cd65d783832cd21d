// A campaign on a disk that fills up.
#include "tests/runner/campaign/campaign_fixture.h"
#include "tests/runner/small_disk.h"

namespace misfire {
namespace {

using testing::enlarge_disk;
using testing::in_a_child;
using testing::jitter;
using testing::mount_disk;
using testing::no_mounts_here;
using testing::Number;
using testing::scored;
using testing::Scripted;

class FullDiskTest : public testing::CampaignFixture {
protected:
  /// What a child finds, as its exit status: 0 if all is as it should be.
  int campaign_on_a_small_disk(const Campaign& calm) {
    const std::string& disk = configuration.output;
    if (!mount_disk(disk, "12m")) return no_mounts_here;
    const Result<Campaign> full = run(2);
    if (full || full.error().message.find("is full") == std::string::npos) return 1;
    if (!enlarge_disk(disk, "200m")) return no_mounts_here;
    const Result<Campaign> again = run(2);
    if (!again) return 2;
    return again->results == calm.results && again->summary.kept > 0 ? 0 : 3;
  }
};

TEST_F(FullDiskTest, a_campaign_ends_with_a_sentence_and_goes_on_to_the_same_verdicts_when_there_is_room) {
  const auto wordy = [](Scripted scripted) {
    scripted.printed.insert(0, std::string(900'000, 'x') + "\n");
    return scripted;
  };
  programs["/programs/baseline"] = [=](std::uint64_t seed, Number) {
    return wordy(scored(0.9 + jitter(seed), fmt::format("{}", seed)));
  };
  add("WRB@a", [=](std::uint64_t seed, Number) { return wordy(scored(0.7 + jitter(seed), "a")); });
  add("WRB@b", [=](std::uint64_t seed, Number) { return wordy(scored(0.9 + jitter(seed), "b")); });
  const Campaign calm = campaign();
  std::filesystem::remove_all(configuration.output);
  std::filesystem::create_directories(configuration.output);
  const int found = in_a_child([&] { return campaign_on_a_small_disk(calm); });
  if (found == no_mounts_here) GTEST_SKIP() << "nothing can be mounted here";
  EXPECT_EQ(found, 0) << "1: no sentence, 2: it does not go on, 3: other verdicts, or runs were lost";
}

} // namespace
} // namespace misfire
