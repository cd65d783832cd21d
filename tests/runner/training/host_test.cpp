// Runs of a host are like processes of their own: what they see, write, leave behind, and how they end.
#include "runner/system/host.h"
#include "runner/system/limits.h"

#include "tests/runner/training/scripts_as_runs.h"

#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::text_of;
using testing::write_file;

class StartTest : public testing::ScriptsAsRuns {
protected:
  /// What two runs of a script print, side by side.
  std::vector<std::string> printed_by_two(const std::string& script) {
    const Training training = training_of(script, 60);
    const std::unique_ptr<Executor> executor = make_executor();
    for (const std::uint64_t seed : {1, 2}) {
      Training one = training;
      one.seed = seed;
      EXPECT_TRUE(executor->start(one));
    }
    for (int i = 0; i < 2; ++i)
      next_of(*executor);
    const std::string logs = configuration.output + "/logs/TST@a/";
    return {text_of(logs + "seed-1.txt"), text_of(logs + "seed-2.txt")};
  }
};

TEST_P(StartTest, a_run_has_its_seed_its_threads_its_folder_and_no_input) {
  const misfire::Run run = train("cat; pwd; echo $MISFIRE_SEED $OMP_NUM_THREADS; echo Test accuracy: 0.5");
  EXPECT_EQ(run.outcome, Outcome::finished) << run.ending << log();
  EXPECT_EQ(run.metrics.at("accuracy").back(), "0.5");
  EXPECT_THAT(log(), HasSubstr("1 1\n"));
  const bool keeps_path = find_isolation(*processes, folder.path) == Isolation::bubblewrap;
  EXPECT_THAT(log(), HasSubstr(keeps_path ? configuration.directory + "\n" : "/project\n"));
}

TEST_P(StartTest, a_machine_says_what_it_computes_in_a_process_that_trains_nothing) {
  Training training = training_of("echo arithmetic $MISFIRE_ARITHMETIC >>$MISFIRE_REPORT", 60);
  training.asks_arithmetic = true;
  const std::unique_ptr<Executor> executor = make_executor();
  ASSERT_TRUE(executor->start(training));
  EXPECT_EQ(next_of(*executor).run.arithmetic, "1");
}

TEST_P(StartTest, with_portable_arithmetic_every_library_uses_the_kernels_that_all_processors_have) {
  configuration.arithmetic = Arithmetic::portable;
  train("echo $ATEN_CPU_CAPABILITY $OPENBLAS_CORETYPE $ONEDNN_MAX_CPU_ISA");
  EXPECT_EQ(log(), "avx2 Haswell AVX2\n");
}

TEST_P(StartTest, what_is_there_is_found_and_cannot_be_written) {
  if (find_isolation(*processes, folder.path) != Isolation::bubblewrap) GTEST_SKIP() << "no bubblewrap here";
  write_file(folder / "project/data/images", "inside");
  write_file(folder / "project/model.pt", "the user's own");
  write_file(folder / "data/images", "beside");
  configuration.data = {folder / "data"};
  train("cat data/images ../data/images; echo x > data/images; echo x > data/new; echo x > ../data/images;"
        "rm -f model.pt; echo x > model.pt; echo x > ../new; echo mine > new; cat new");
  EXPECT_THAT(log(), HasSubstr("insidebeside"));
  EXPECT_THAT(log(), HasSubstr("mine"));
  EXPECT_EQ(text_of(folder / "project/data/images"), "inside");
  EXPECT_EQ(text_of(folder / "data/images"), "beside");
  EXPECT_EQ(text_of(folder / "project/model.pt"), "the user's own");
  for (const char* path : {"project/data/new", "new", "project/new"})
    EXPECT_FALSE(fs::exists(folder / path)) << path;
}

TEST_P(StartTest, a_directory_with_many_entries_is_found_and_cannot_be_written) {
  if (find_isolation(*processes, folder.path) != Isolation::bubblewrap) GTEST_SKIP() << "no bubblewrap here";
  for (int i = 0; i < 3000; ++i)
    write_file(folder / ("project/image-with-a-long-name-" + std::to_string(i)), std::to_string(i));
  train("cat image-with-a-long-name-7; echo x > image-with-a-long-name-7; echo x > new; ls | wc -l");
  EXPECT_THAT(log(), ::testing::AllOf(HasSubstr("7"), HasSubstr("3001\n")));
  EXPECT_EQ(text_of(folder / "project/image-with-a-long-name-7"), "7");
  EXPECT_FALSE(fs::exists(folder / "project/new"));
}

TEST_P(StartTest, runs_side_by_side_do_not_see_each_others_files) {
  if (find_isolation(*processes, folder.path) != Isolation::bubblewrap) GTEST_SKIP() << "no bubblewrap here";
  const std::string shared = "/tmp/misfire-start-test-" + folder.path.filename().string();
  const auto printed = printed_by_two(
      fmt::format("ls; ls {0} 2>/dev/null; echo x > mine; echo x > {0}; sleep 0.3; echo done", shared));
  EXPECT_THAT(printed, ::testing::Each("done\n"));
  EXPECT_FALSE(fs::exists(shared));
}

TEST_P(StartTest, a_run_does_not_reach_the_files_of_one_beside_it) {
  if (find_isolation(*processes, folder.path) != Isolation::bubblewrap) GTEST_SKIP() << "no bubblewrap here";
  const std::string attack =
      "for cell in " + configuration.output + "/cells/*/directory; do echo x > $cell/own; done";
  EXPECT_THAT(printed_by_two("echo own > own; sleep 0.2; " + attack + "; sleep 0.2; ls; cat own"),
              ::testing::Each(::testing::EndsWith("own\nown\n")));
}

TEST_P(StartTest, exit_status_and_signal_are_told_apart) {
  EXPECT_EQ(train("exit 3").ending, "exit status 3");
  EXPECT_EQ(train("kill -SEGV $$").ending, "signal 11 (Segmentation fault)");
}

TEST_P(StartTest, the_time_that_a_run_computes_is_counted) {
  // The child alone computes, until bash says that it has taken 0.3 s.
  const misfire::Run run = train("(while times > took; read -r used _ < took; [[ $used =~ ^0m0.[012] ]]; do "
                                 "for ((i = 0; i < 10000; ++i)); do :; done; done); exit 0");
  EXPECT_EQ(run.outcome, Outcome::no_metric) << run.ending;
  EXPECT_GT(run.cpu_seconds, 0.2) << "of what it waited for";
}

INSTANTIATE_TEST_SUITE_P(Each, StartTest, ::testing::Values(Start::host, Start::process),
                         testing::name_of_start);

class HostTest : public testing::ScriptsAsRuns {};

/// The hosts that this process has started.
std::vector<pid_t> own_hosts() {
  std::vector<pid_t> hosts = family_of(getpid());
  std::erase_if(hosts, [](pid_t pid) {
    std::error_code error;
    return fs::read_symlink(fmt::format("/proc/{}/exe", pid), error) != fs::path(MISFIRE_HOST_PROGRAM);
  });
  return hosts;
}

/// How many processes sleep for so long.
unsigned processes_with(const std::string& seconds) {
  unsigned count = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc"))
    count += text_of(entry.path() / "cmdline") == std::string("sleep\0", 6) + seconds + '\0';
  return count;
}

TEST_P(HostTest, one_host_serves_all_runs) {
  Training training = training_of("echo $PPID", 60);
  const std::unique_ptr<Executor> executor = make_executor();
  std::vector<std::string> hosts;
  for (training.seed = 1; training.seed <= 3; ++training.seed) {
    ASSERT_TRUE(executor->start(training));
    hosts.push_back(text_of(fs::path(configuration.output) / next_of(*executor).run.log));
  }
  EXPECT_THAT(hosts, ::testing::Each(::testing::MatchesRegex("[0-9]+\n")));
  EXPECT_THAT(hosts, ::testing::Each(hosts.front()));
  EXPECT_EQ(own_hosts().size(), 1u);
}

TEST_P(HostTest, what_is_listed_beside_it_is_loaded_before_any_run) {
  fs::copy_file(MISFIRE_HOST_PROGRAM, folder / "host");
  write_file(folder / "host.preload", "/no/such/library.so\n" MISFIRE_SHELL_PROGRAM "\n");
  Training training = training_of("true", 60);
  training.host_program = folder / "host";
  const std::unique_ptr<Executor> executor = make_executor();
  ASSERT_TRUE(executor->start(training));
  next_of(*executor);
  const std::vector<pid_t> left = family_of(getpid()); // the host, and what it was started through
  EXPECT_TRUE(std::ranges::any_of(left, [](pid_t pid) {
    return text_of(fmt::format("/proc/{}/maps", pid)).find(MISFIRE_SHELL_PROGRAM) != std::string::npos;
  }));
}

TEST_P(HostTest, runs_are_started_again_when_the_host_dies) {
  const Training training = training_of("echo begun; sleep 1; echo Test accuracy: 0.25", 60);
  const std::unique_ptr<Executor> executor = make_executor();
  ASSERT_TRUE(executor->start(training));
  for (int tries = 0; tries < 200 && log().empty(); ++tries)
    executor->next(0.02);
  ASSERT_EQ(log(), "begun\n");
  const std::vector<pid_t> hosts = own_hosts();
  ASSERT_EQ(hosts.size(), 1u) << "or it is killed too late";
  kill(hosts.front(), SIGKILL);
  const misfire::Run run = next_of(*executor).run;
  EXPECT_EQ(run.outcome, Outcome::finished) << run.ending;
  EXPECT_EQ(log(), "begun\nTest accuracy: 0.25\n");
}

TEST_P(HostTest, a_run_that_loses_its_host_twice_counts_as_killed) {
  const misfire::Run run = train("echo begun; kill -9 $PPID; sleep 5");
  EXPECT_EQ(run.outcome, Outcome::crashed);
  EXPECT_EQ(run.ending, "signal 9 (Killed)");
}

TEST_P(HostTest, whether_a_program_can_be_loaded_is_known_before) {
  const Isolation isolation = find_isolation(*processes, folder.path);
  const auto refusal = [&](const std::string& program) {
    return host_refusal(
        *processes, isolation, configuration,
        {.path = program, .diagnostic = "", .digest = "", .host_program = MISFIRE_HOST_PROGRAM});
  };
  EXPECT_EQ(refusal(MISFIRE_SHELL_PROGRAM), "");
  write_file(folder / "out/no-program", "text");
  EXPECT_THAT(refusal(folder / "out/no-program"), HasSubstr("Loading the program failed"));
}

TEST_P(HostTest, a_host_that_cannot_be_started_is_a_sentence) {
  Training training = training_of("true", 60);
  training.host_program = folder / "no-host";
  const Result<void> started = make_executor()->start(training);
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().message, HasSubstr("no-host"));
}

TEST_P(HostTest, nothing_of_it_is_left_when_misfire_is_done) {
  const std::string seconds = fmt::format("77.{}", getpid()); // nobody else's
  const Training training = training_of(fmt::format("setsid sleep {0} & sleep {0}", seconds), 60);
  const std::unique_ptr<Executor> executor = make_executor();
  ASSERT_TRUE(executor->start(training));
  for (int tries = 0; tries < 500 && processes_with(seconds) < 2; ++tries)
    executor->next(0.01);
  ASSERT_EQ(processes_with(seconds), 2u) << "or there is nothing that could be left";
  executor->stop();
  for (int tries = 0; tries < 100 && processes_with(seconds) > 0; ++tries)
    usleep(10000);
  EXPECT_EQ(processes_with(seconds), 0u);
  EXPECT_TRUE(own_hosts().empty());
}

INSTANTIATE_TEST_SUITE_P(Each, HostTest, ::testing::Values(Start::host), testing::name_of_start);

} // namespace
} // namespace misfire
