// Programs that do what a mutant may do by accident: each is an outcome of its run, and leaves nothing
// behind.
#include "runner/system/limits.h"
#include "runner/training/this_machine.h"

#include "tests/runner/training/scripts_as_runs.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using How = std::tuple<Start, Isolation>;

class NastyProgramsTest : public testing::Scripts, public ::testing::WithParamInterface<How> {
protected:
  NastyProgramsTest() : Scripts(std::get<Start>(GetParam()), std::get<Isolation>(GetParam())) {
    configuration.disk = 20'000'000;
    configuration.processes = 40;
  }
  void SetUp() override {
    if (apart == Isolation::bubblewrap && find_isolation(*processes, folder.path) != apart)
      GTEST_SKIP() << "no bubblewrap here";
  }

  void TearDown() override {
    for (const pid_t left : sleeping())
      kill(left, SIGKILL);
  }

  /// The processes of this test that sleep, after the moment that a killed one needs to be gone.
  std::vector<pid_t> sleeping() const {
    std::vector<pid_t> found{0};
    for (int tries = 0; tries < 100 && !found.empty(); ++tries, usleep(20000)) {
      found.clear();
      for (const fs::directory_entry& entry : fs::directory_iterator("/proc"))
        if (testing::text_of(entry.path() / "cmdline") == "sleep" + std::string(1, '\0') + time + '\0')
          found.push_back(std::stoi(entry.path().filename()));
    }
    return found;
  }

  /// What no other test's `sleep` is asked for.
  const std::string time = fmt::format("1000.{}{:03}", getpid(), count++);
  static inline int count = 0;
};

TEST_P(NastyProgramsTest, a_program_that_forks_and_forks_is_killed_with_all_that_it_started) {
  const misfire::Run run = train("for i in $(seq 300); do setsid sleep " + time + " & done; wait");
  EXPECT_EQ(run.outcome, Outcome::crashed);
  EXPECT_EQ(run.ending, "killed: it had more than 40 processes");
  EXPECT_LT(run.seconds, 20);
  EXPECT_THAT(sleeping(), IsEmpty());
}

TEST_P(NastyProgramsTest, a_program_that_ignores_every_signal_ends_with_its_time) {
  const misfire::Run run =
      train("trap '' TERM INT HUP; setsid sleep " + time + " & while true; do sleep 1; done", 0.5);
  EXPECT_EQ(run.outcome, Outcome::timed_out);
  EXPECT_LT(run.seconds, 20);
  EXPECT_THAT(sleeping(), IsEmpty());
}

TEST_P(NastyProgramsTest, more_memory_than_is_its_share_is_not_to_be_had) {
  configuration.memory = {.bytes = 100'000'000};
  const std::string script = "set -e -o pipefail\n"
                             "head -c 300000000 /dev/zero | tail -c 290000000 > /dev/null\n"
                             "echo Test accuracy: 0.5\n";
  const misfire::Run run = train(script);
  EXPECT_EQ(run.outcome, Outcome::crashed);
  EXPECT_TRUE(run.metrics.empty());
  EXPECT_THAT(log(), HasSubstr("tail: memory exhausted"));
  configuration.memory = {.bytes = 1'000'000'000};
  EXPECT_EQ(train(script).outcome, Outcome::finished) << "where there is enough, it goes well: " << log();
}

TEST_P(NastyProgramsTest, many_files_are_more_than_its_disk_holds) {
  const misfire::Run run = train("for i in $(seq 400); do head -c 1000000 /dev/zero > $i; done; sleep 30");
  EXPECT_EQ(run.outcome, Outcome::crashed);
  EXPECT_EQ(run.ending, "killed: it wrote more than 20 MB");
}

TEST_P(NastyProgramsTest, what_misfire_links_into_its_folder_is_not_what_it_wrote) {
  configuration.disk = 2'000'000;
  for (int i = 0; i < 600; ++i) // 4 kB each
    testing::write_file(configuration.directory + "/image-" + std::to_string(i), "");
  const misfire::Run run = train("sleep 0.3; head -c 1000000 /dev/zero > own; echo Test accuracy: 0.5");
  EXPECT_EQ(run.outcome, Outcome::finished) << run.ending;
  EXPECT_EQ(train("for i in 1 2 3; do head -c 1000000 /dev/zero > $i; done; sleep 1").ending,
            "killed: it wrote more than 2 MB");
}

TEST_P(NastyProgramsTest, one_huge_file_is_more_than_its_disk_holds) {
  const misfire::Run run = train("exec head -c 50000000 /dev/zero > huge");
  EXPECT_EQ(run.outcome, Outcome::crashed);
  // By the kernel, or by whoever looks first.
  EXPECT_THAT(run.ending, AnyOf(HasSubstr("File size limit exceeded"), HasSubstr("wrote more than 20 MB")));
}

TEST_P(NastyProgramsTest, a_gigabyte_of_output_is_an_outcome_and_a_short_log) {
  configuration.disk = 10'000'000'000;
  const misfire::Run run = train("echo begin; head -c 1000000000 /dev/zero | tr '\\0' 'x'; echo end");
  EXPECT_EQ(run.outcome, Outcome::crashed);
  EXPECT_EQ(run.ending, "killed: it printed more than 100 MB");
  EXPECT_LT(log().size(), 1'100'000u);
  EXPECT_THAT(log().substr(0, 10), HasSubstr("begin"));
}

TEST_P(NastyProgramsTest, binary_output_with_a_metric_in_it_is_read) {
  const misfire::Run run =
      train("head -c 3000000 /dev/urandom; printf '\\n\\0\\nTest accuracy: 0.5\\n\\0\\377'");
  EXPECT_EQ(run.outcome, Outcome::finished) << run.ending;
  EXPECT_EQ(run.metrics.at("accuracy").back(), "0.5");
  EXPECT_THAT(log(), HasSubstr("[misfire left out ")) << "but what was printed last is there";
  EXPECT_THAT(log(), HasSubstr("Test accuracy: 0.5"));
}

std::string name_of_how(const ::testing::TestParamInfo<How>& info) {
  const auto& [start, isolation] = info.param;
  return testing::name_of(start) + (isolation == Isolation::links ? "_with_links" : "");
}

INSTANTIATE_TEST_SUITE_P(Each, NastyProgramsTest,
                         ::testing::Combine(::testing::Values(Start::host, Start::process),
                                            ::testing::Values(Isolation::bubblewrap, Isolation::links)),
                         name_of_how);

class NetworkTest : public testing::ScriptsAsRuns {};

TEST_P(NetworkTest, there_is_no_network_in_the_sandbox) {
  if (apart != Isolation::bubblewrap) GTEST_SKIP() << "no bubblewrap here";
  train("cat /proc/net/dev");
  EXPECT_THAT(log(), HasSubstr("lo:"));
  EXPECT_EQ(std::ranges::count(log(), '\n'), 3) << "two lines of a header, and lo alone: " << log();
}

INSTANTIATE_TEST_SUITE_P(Each, NetworkTest, ::testing::Values(Start::host, Start::process),
                         testing::name_of_start);

TEST(FamilyOf, processes_that_left_their_group_are_found_by_who_started_them) {
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", "setsid sleep 30 & setsid sleep 30 & wait", nullptr);
    _exit(127);
  }
  std::size_t seen = 0;
  for (int tries = 0; tries < 100 && seen < 3; ++tries, usleep(20000))
    seen = family_of(child).size();
  EXPECT_EQ(seen, 3u);
  EXPECT_EQ(family_of(child, 2).size(), 2u);
  for (const pid_t member : family_of(child))
    kill(member, SIGKILL);
}

} // namespace
} // namespace misfire
