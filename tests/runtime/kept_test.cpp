// Runs that keep their networks, and runs that start with them: the same, bit for bit, without training.
#include "tests/runtime/program_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

namespace misfire {
namespace {

namespace fs = std::filesystem;

class Kept : public testing::Test {
protected:
  Kept() { fs::create_directories(folder_); }
  ~Kept() override { fs::remove_all(folder_); }

  using Environment = std::map<std::string, std::string>;

  Ended run(const std::string& words, Environment environment) const {
    environment["MISFIRE_SEED"] = "7";
    return run_program(std::string(KEPT_PROGRAM) + " " + words, environment);
  }
  Ended keep(const std::string& words, Environment more = {}) const {
    more["MISFIRE_KEEP"] = file_;
    return run(words, more);
  }
  Ended replay(const std::string& words) const { return run(words, {{"MISFIRE_KEPT", file_}}); }
  /// The same in a program whose network gets a fault once it is trained.
  Ended replay_spoilt(const std::string& words) const {
    return run(words, {{"MISFIRE_KEPT", file_}, {"SPOILT", "1"}});
  }

  /// What a program tests is the same where training is passed over, and it is.
  void expect_same(const std::string& words) const {
    const Ended plain = run(words, {}), kept = keep(words), replayed = replay(words);
    EXPECT_EQ(kept.output, plain.output) << words; // keeping changes nothing
    EXPECT_EQ(kept.report, "") << words;
    EXPECT_THAT(kept.output, StartsWith("test ")) << words;
    const std::string tested = kept.output.substr(0, kept.output.find("rounds"));
    EXPECT_EQ(replayed.output, tested + "rounds 0\n") << words;
    EXPECT_EQ(replayed.exit_code, 0) << words;
  }

  fs::path folder_ = testing::TempDir() + "misfire_kept." + std::to_string(getpid());
  std::string file_ = folder_ / "kept";
};

std::string bytes_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

TEST_F(Kept, network_with_its_buffers_is_what_torch_save_writes) {
  const std::string trained = folder_ / "trained.pt", replayed = folder_ / "replayed.pt";
  const Ended first = keep("network " + trained), second = replay("network " + replayed);
  EXPECT_THAT(first.output, EndsWith("rounds 5\n"));
  EXPECT_THAT(second.output, EndsWith("rounds 0\n"));
  EXPECT_EQ(first.output.substr(0, first.output.find('\n')),
            second.output.substr(0, second.output.find('\n')));
  // The archive holds its own name.
  fs::rename(replayed, folder_ / "other");
  const std::string same = folder_ / "trained.pt";
  const std::string bytes = bytes_of(same);
  fs::remove(same);
  replay("network " + same);
  EXPECT_EQ(bytes_of(same), bytes);
}

TEST_F(Kept, tensors_that_an_optimizer_alone_knows_are_kept) {
  expect_same("plain");
}
TEST_F(Kept, averaged_copy_is_kept) {
  expect_same("average");
}
TEST_F(Kept, networks_of_a_gan_are_kept_with_the_generator_of_numbers) {
  expect_same("gan");
}
TEST_F(Kept, second_phase_begins_where_the_first_ended) {
  expect_same("phases");
}
TEST_F(Kept, loops_in_one_another_are_one) {
  expect_same("nested");
}
TEST_F(Kept, best_checkpoint_is_kept_and_not_the_last) {
  expect_same("best " + (folder_ / "best.pt").string());
}

TEST_F(Kept, network_that_is_made_in_training_is_not_the_same) {
  EXPECT_NE(keep("remade").output.substr(0, 15), replay("remade").output.substr(0, 15));
}

TEST_F(Kept, what_is_too_large_or_of_several_processes_is_not_kept_and_says_why) {
  EXPECT_EQ(keep("average", {{"MISFIRE_KEEP_MOST", "100"}}).report,
            "unkept its networks take more than the 100 bytes that a run may keep\n");
  EXPECT_FALSE(fs::exists(file_));
  EXPECT_EQ(keep("fork").report, "unkept the program starts other processes\n");
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(Kept, program_that_passes_no_loop_is_not_kept) {
  EXPECT_EQ(keep("nothing").report, ""); // it has no network either
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(Kept, network_with_a_fault_is_tested_with_it_each_time_alike_and_is_not_trained) {
  for (const std::string& words : {std::string("average"), "best " + (folder_ / "best.pt").string()}) {
    const Ended kept = keep(words), spoilt = replay_spoilt(words), again = replay_spoilt(words);
    EXPECT_THAT(spoilt.output, EndsWith("rounds 0\n")) << words;
    EXPECT_NE(spoilt.output.substr(0, spoilt.output.find('\n')),
              kept.output.substr(0, kept.output.find('\n')))
        << words;
    EXPECT_EQ(again.output, spoilt.output) << words;
    EXPECT_EQ(spoilt.report, "") << words;
    EXPECT_EQ(replay(words).output.substr(0, 20), kept.output.substr(0, 20)) << "what is kept is as it was";
  }
}

TEST_F(Kept, network_gets_no_fault_where_it_is_trained) {
  EXPECT_EQ(run("average", {{"SPOILT", "1"}}).output, run("average", {}).output);
}

TEST_F(Kept, fault_that_a_checkpoint_undoes_or_that_finds_no_trained_layer_is_none) {
  const std::string words = "checkpoint " + (folder_ / "of_training.pt").string();
  keep(words);
  EXPECT_EQ(replay_spoilt(words).report,
            "inapplicable the program puts other values into its layer after training, as a checkpoint\n");
  keep("late");
  EXPECT_EQ(replay_spoilt("late").report, "inapplicable its layer is not there when training ends\n");
}

TEST_F(Kept, file_that_is_torn_or_changed_is_refused) {
  keep("average");
  const std::string whole = bytes_of(file_);
  ASSERT_GT(whole.size(), 1000u);
  std::string changed = whole;
  changed[500] = char(changed[500] ^ 1);
  for (const std::string& bad :
       {whole.substr(0, whole.size() - 8), whole.substr(0, 100), std::string(), changed}) {
    std::ofstream(file_, std::ios::binary) << bad;
    const Ended ended = replay("average");
    EXPECT_EQ(ended.exit_code, 70);
    EXPECT_THAT(ended.output, HasSubstr("not a whole file of kept tensors"));
  }
}

} // namespace
} // namespace misfire
