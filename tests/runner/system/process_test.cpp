// Real processes: how they end, how long they take, and that a timeout leaves nobody behind.
#include "runner/system/process.h"

#include "tests/runner/temporary_folder.h"

#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;

class ProcessTest : public ::testing::Test {
protected:
  Command shell(const std::string& script, double timeout = 20) {
    return {.arguments = {"sh", "-c", script},
            .environment = {},
            .directory = folder.path,
            .output = folder / "output.txt",
            .timeout = timeout};
  }
  Ended run(const Command& command) {
    const Result<ProcessId> started = processes->start(command);
    EXPECT_TRUE(started) << (started ? "" : started.error().message);
    const std::optional<Ended> ended = processes->wait(20);
    EXPECT_TRUE(ended);
    return ended.value_or(Ended{});
  }
  /// Whether a process, whose number is the first line of the text, is gone or a zombie within two seconds.
  static bool dies(const std::string& number) {
    const std::string stat = "/proc/" + std::to_string(std::stoi(number)) + "/stat";
    for (int tries = 0; tries < 100; ++tries, usleep(20000)) {
      const std::string state = testing::text_of(stat);
      if (state.empty() || state.find(") Z ") != std::string::npos) return true;
    }
    return false;
  }
  std::string output() { return testing::text_of(folder / "output.txt"); }

  testing::TemporaryFolder folder;
  std::unique_ptr<Processes> processes = this_machines_processes();
};

TEST_F(ProcessTest, both_streams_go_to_the_output_file) {
  run(shell("echo one; echo two >&2"));
  EXPECT_EQ(output(), "one\ntwo\n");
}

TEST_F(ProcessTest, a_process_starts_in_its_directory_with_its_environment_and_no_input) {
  Command command = shell("pwd; echo $MISFIRE_SEED; cat; test -n \"$PATH\"");
  command.environment["MISFIRE_SEED"] = "7";
  EXPECT_EQ(run(command).code, 0);
  EXPECT_EQ(output(), folder.path.string() + "\n7\n");
}

TEST_F(ProcessTest, exit_status_and_signal_are_told_apart) {
  const Ended left = run(shell("exit 3"));
  EXPECT_EQ(left.how, Ended::How::exited);
  EXPECT_EQ(spelled(left), "exit status 3");
  const Ended killed = run(shell("kill -SEGV $$"));
  EXPECT_EQ(killed.how, Ended::How::signalled);
  EXPECT_EQ(spelled(killed), "signal 11 (Segmentation fault)");
}

TEST_F(ProcessTest, processor_seconds_are_measured_apart_from_wall_seconds) {
  const Ended slept = run(shell("sleep 0.3"));
  EXPECT_GE(slept.seconds, 0.3);
  EXPECT_LT(slept.cpu_seconds, 0.2);
  const Ended counted = run(shell("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"));
  EXPECT_GT(counted.cpu_seconds, 0.02);
}

TEST_F(ProcessTest, a_timeout_kills_the_whole_group_even_one_that_ignores_sigterm) {
  const Ended ended = run(shell("trap '' TERM; sleep 60 & echo $! > child; wait; sleep 60", 0.3));
  EXPECT_EQ(ended.how, Ended::How::timed_out);
  EXPECT_LT(ended.seconds, 10);
  EXPECT_TRUE(dies(testing::text_of(folder / "child")));
}

TEST_F(ProcessTest, a_helper_that_a_program_leaves_is_none_of_misfires) {
  run(shell("setsid sh -c 'echo $$ > child; exec sleep 60' & while ! [ -s child ]; do sleep 0.01; done"));
  const pid_t helper = std::stoi(testing::text_of(folder / "child"));
  const std::string status = testing::text_of("/proc/" + std::to_string(helper) + "/status");
  kill(helper, SIGKILL);
  EXPECT_THAT(status, HasSubstr("\nPPid:\t"));
  EXPECT_THAT(status, ::testing::Not(HasSubstr("\nPPid:\t" + std::to_string(getpid()) + "\n")))
      << "else a zombie is left";
}

TEST_F(ProcessTest, children_left_behind_die_with_their_leader) {
  run(shell("sleep 60 & echo $! > child"));
  EXPECT_TRUE(dies(testing::text_of(folder / "child")));
}

TEST_F(ProcessTest, a_process_that_wants_more_memory_than_it_may_have_fails_and_its_children_too) {
  // The inner shell's tail keeps all that it reads.
  Command hoard = shell("sleep 0.2; sh -c 'head -c 300000000 /dev/zero | tail -c 290000000 >/dev/null'");
  EXPECT_EQ(run(hoard).code, 0) << output();
  hoard.memory = 100'000'000;
  const Ended ended = run(hoard);
  EXPECT_NE(ended.code, 0) << output();
  EXPECT_THAT(output(), HasSubstr("memory exhausted"));
}

TEST_F(ProcessTest, the_first_to_end_is_reported_first) {
  const ProcessId slow = *processes->start(shell("sleep 0.5"));
  Command quick_command = shell("true");
  quick_command.output = folder / "quick.txt";
  const ProcessId quick = *processes->start(quick_command);
  EXPECT_EQ(processes->wait(20)->id, quick);
  EXPECT_EQ(processes->wait(20)->id, slow);
  EXPECT_FALSE(processes->wait(20)) << "nothing runs any more";
}

TEST_F(ProcessTest, waiting_gives_up_when_its_time_is_over) {
  ASSERT_TRUE(processes->start(shell("sleep 60")));
  EXPECT_FALSE(processes->wait(0.05));
  processes->kill_all();
}

TEST_F(ProcessTest, a_program_that_does_not_exist_is_a_sentence) {
  Command command = shell("");
  command.arguments = {folder / "nothing"};
  const Result<ProcessId> started = processes->start(command);
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().message, HasSubstr("nothing in "));
  EXPECT_THAT(started.error().message, HasSubstr("No such file"));
}

} // namespace
} // namespace misfire
