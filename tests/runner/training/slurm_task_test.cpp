// What a node of a cluster does, on a round in a folder of this machine.
#include "runner/system/text_file.h"
#include "runner/training/slurm.h"
#include "runner/training/task_files.h"
#include "tests/runner/training/scripts_as_runs.h"

#include <cstdlib>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;

/// A node's folder with one task.
class SlurmTaskTest : public testing::Scripts {
protected:
  SlurmTaskTest() : Scripts(Start::process) {}

  void write_round(const std::vector<Training>& trainings) {
    configuration.build = folder / "build";
    configuration.target = "app";
    ASSERT_TRUE(write_text(round / "misfire.yml", written(configuration, round / "misfire.yml")));
    std::string lines;
    for (std::size_t i = 0; i < trainings.size(); ++i)
      lines += fmt::format("{} {}\n", i, written(trainings[i]));
    ASSERT_TRUE(write_text(round / "task-0", lines));
  }

  const std::filesystem::path round = folder.path / "round";
};

TEST_F(SlurmTaskTest, a_task_that_is_queued_again_makes_only_what_it_has_no_result_of) {
  const Training done = training_of("echo Test accuracy: 0.25", 60, "done");
  write_round({done, training_of("echo Test accuracy: 0.75", 60, "left")});
  testing::write_file(round / "result-0", "as it was");
  const Result<void> ran = run_slurm_task(round, "0");
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(testing::text_of(round / "result-0"), "as it was");
  EXPECT_FALSE(std::filesystem::exists(round / "out-0/logs/TST@done"));
  const Result<Trained> made = parse_trained(testing::text_of(round / "result-1"));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->training.trial.mutant, "TST@left");
  EXPECT_EQ(made->run.outcome, Outcome::finished);
  EXPECT_EQ(made->run.metrics.at("accuracy").back(), "0.75");
  EXPECT_TRUE(std::filesystem::exists(round / "out-0" / made->run.log));
}

TEST_F(SlurmTaskTest, the_devices_of_a_run_are_those_that_slurm_gives_to_its_task) {
  configuration.devices = {"0", "1"};
  write_round({training_of("echo on $CUDA_VISIBLE_DEVICES", 60)});
  setenv("CUDA_VISIBLE_DEVICES", "7", 1);
  const Result<void> ran = run_slurm_task(round, "0");
  unsetenv("CUDA_VISIBLE_DEVICES");
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(testing::text_of(round / "out-0/logs/TST@a/seed-1.txt"), "on 7\n");
}

/// A program that computes what the node is asked for, or trains.
const char* const telling =
    "if [ \"$MISFIRE_ARITHMETIC\" ]; then echo arithmetic 5a7d >>$MISFIRE_REPORT; exit; fi\n"
    "echo Test accuracy: 0.75";

TEST_F(SlurmTaskTest, a_node_that_computes_other_bits_leaves_the_task_and_its_name) {
  Training training = training_of(telling, 60);
  training.arithmetic = "another";
  write_round({training});
  setenv("SLURMD_NODENAME", "n7", 1);
  const Result<void> ran = run_slurm_task(round, "0");
  unsetenv("SLURMD_NODENAME");
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(testing::text_of(round / "other-arithmetic-0"), "n7");
  EXPECT_FALSE(std::filesystem::exists(round / "result-0"));
}

TEST_F(SlurmTaskTest, a_node_that_computes_alike_says_so_of_its_runs) {
  Training training = training_of(telling, 60);
  training.arithmetic = "5a7d";
  write_round({training});
  const Result<void> ran = run_slurm_task(round, "0");
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_FALSE(std::filesystem::exists(round / "other-arithmetic-0"));
  const Result<Trained> made = parse_trained(testing::text_of(round / "result-0"));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->run.arithmetic, "5a7d");
  EXPECT_EQ(made->run.metrics.at("accuracy").back(), "0.75");
}

TEST_F(SlurmTaskTest, a_node_that_cannot_say_what_it_computes_is_no_node_that_computes_other_bits) {
  Training training = training_of("exit 3", 60);
  training.arithmetic = "5a7d";
  write_round({training});
  const Result<void> ran = run_slurm_task(round, "0");
  ASSERT_FALSE(ran);
  EXPECT_THAT(ran.error().message, HasSubstr("exit status 3"));
  EXPECT_FALSE(std::filesystem::exists(round / "other-arithmetic-0"));
  EXPECT_FALSE(std::filesystem::exists(round / "result-0"));
}

TEST_F(SlurmTaskTest, a_round_without_that_task_is_a_sentence) {
  write_round({});
  const Result<void> ran = run_slurm_task(round, "3");
  ASSERT_FALSE(ran);
  EXPECT_THAT(ran.error().message, HasSubstr("task-3"));
}

} // namespace
} // namespace misfire
