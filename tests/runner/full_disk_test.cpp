// A campaign on a disk that fills up, which is a tmpfs that only a child of the test sees.
#include "tests/runner/campaign_fixture.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace misfire {
namespace {

using testing::jitter;
using testing::Number;
using testing::scored;
using testing::Scripted;

class FullDiskTest : public testing::CampaignFixture {
protected:
  static constexpr int no_mounts_here = 77;

  /// What a child finds, as its exit status: 0 if all is as it should be.
  int campaign_on_a_small_disk(const Campaign& calm) {
    const int flags = CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER);
    const char* disk = configuration.output.c_str();
    if (unshare(flags) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("tmpfs", disk, "tmpfs", 0, "size=12m") != 0)
      return no_mounts_here;
    const Result<Campaign> full = run(2);
    if (full || full.error().message.find("is full") == std::string::npos) return 1;
    if (mount("tmpfs", disk, "tmpfs", MS_REMOUNT, "size=200m") != 0) return no_mounts_here;
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
  const pid_t child = fork();
  if (child == 0) _exit(campaign_on_a_small_disk(calm));
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == no_mounts_here) GTEST_SKIP() << "nothing can be mounted here";
  EXPECT_EQ(WEXITSTATUS(status), 0)
      << "1: no sentence, 2: it does not go on, 3: other verdicts, or runs were lost";
}

} // namespace
} // namespace misfire
