// What a run leaves is kept, and lies in the cell of its replay. Shell scripts stand for programs.
#include "runner/training/kept_run.h"

#include "tests/runner/training/scripts_as_runs.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::text_of;
using testing::write_file;

class KeptRun : public testing::ScriptsAsRuns {
protected:
  KeptRun() {
    configuration.keep = 50'000; // 1000 bytes of a run
    write_file(folder / "project/settings", "as they were");
    write_file(folder / "project/log", "old");
    fs::create_directories(folder / "out/kept");
  }

  Trained ended(Training training) {
    const std::unique_ptr<Executor> executor = make_executor();
    EXPECT_TRUE(executor->start(training));
    return next_of(*executor);
  }

  /// A run that keeps what it leaves, and is expected to end well.
  Trained keep(const std::string& script) {
    Training training = training_of("echo Test accuracy: 1; " + script, 60);
    training.kept = kept;
    Trained trained = ended(training);
    EXPECT_EQ(trained.run.outcome, Outcome::finished) << log();
    return trained;
  }

  /// What a replay prints.
  std::string replay(const std::string& script) {
    Training training = training_of(script, 60);
    training.kept = kept;
    training.replay = true;
    ended(training);
    return text_of(configuration.output + "/logs/TST@a/seed-1-replayed.txt");
  }

  const std::string kept = folder / "out/kept/trial/seed-1";
};

TEST_P(KeptRun, leaves_its_network_and_the_files_that_it_wrote) {
  const Trained trained =
      keep("echo weights > \"$MISFIRE_KEEP\"; mkdir models; echo best > models/best.pt; "
           "echo new >> log; echo scratch > \"$TMPDIR/scratch\"; test -z \"$MISFIRE_KEPT\"");
  EXPECT_EQ(trained.unkept, "");
  EXPECT_EQ(text_of(kept + "/network"), "weights\n");
  unsigned files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kept + "/files"))
    files += entry.is_regular_file();
  EXPECT_EQ(files, 3u) << "models/best.pt, log and scratch, and nothing that was not written";
  EXPECT_EQ(
      replay(
          "cat \"$MISFIRE_KEPT\" models/best.pt log settings \"$TMPDIR/scratch\"; test -z \"$MISFIRE_KEEP\" "
          "&& echo replayed; echo worse > models/best.pt"),
      "weights\nbest\noldnew\nas they werescratch\nreplayed\n");
  EXPECT_EQ(replay("cat models/best.pt"), "best\n") << "what a replay writes is its own";
}

TEST_P(KeptRun, that_is_too_large_or_has_no_network_is_not_kept_and_says_why) {
  EXPECT_EQ(keep("true").unkept, "the run left no network");
  EXPECT_EQ(keep("echo unkept it forks > \"$MISFIRE_REPORT\"").unkept, "it forks");
  EXPECT_EQ(
      keep("echo \"$MISFIRE_KEEP_MOST\"; echo w > \"$MISFIRE_KEEP\"; head -c 999 /dev/zero > big").unkept,
      "its network and the files that it writes take 1001 bytes, more than the 1000 of a run");
  EXPECT_THAT(log(), HasSubstr("1000\n"));
  EXPECT_FALSE(fs::exists(kept));
  EXPECT_FALSE(fs::exists(kept + ".part"));
}

TEST_P(KeptRun, that_fails_is_not_kept) {
  Training training = training_of("echo w > \"$MISFIRE_KEEP\"; exit 3", 60);
  training.kept = kept;
  EXPECT_EQ(ended(training).unkept, "");
  EXPECT_FALSE(fs::exists(kept));
}

TEST_P(KeptRun, without_its_files_cannot_be_replayed) {
  Training training = training_of("true", 60);
  training.kept = kept;
  training.replay = true;
  const std::unique_ptr<Executor> executor = make_executor();
  const Result<void> started = executor->start(training);
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().message, HasSubstr("Reading the network that is kept in " + kept));
}

INSTANTIATE_TEST_SUITE_P(EitherStart, KeptRun, ::testing::Values(Start::host, Start::process),
                         testing::name_of_start);

} // namespace
} // namespace misfire
