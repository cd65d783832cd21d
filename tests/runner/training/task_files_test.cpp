// What executors write for each other reads back, and nothing else does.
#include "runner/training/task_files.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;

Trained made() {
  Trained trained{
      .training = {.trial = {"HLR@a.cpp:3:4", 0.1},
                   .seed = 7,
                   .repetition = 1,
                   .timeout = 2.5,
                   .kept = "/out/kept/x/seed-7",
                   .replay = true,
                   .after_training = true,
                   .suite = "weak",
                   .shows = "/out/inputs"},
      .run = {.trial = {"HLR@a.cpp:3:4", 0.1},
              .seed = 7,
              .outcome = Outcome::timed_out,
              .ending = "killed after 2.5 s",
              .metrics = {{"accuracy", {"0.1", "nan"}}},
              .log = "logs/x"},
      .current = 12,
      .unkept = "the run left no network",
      .lost = true,
      .recorded = {{{"test", "accuracy", 2, "set", "00ff00ff00ff00ff", "0", "8", 2}}, "too many"}};
  return trained;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(TaskFilesTest, a_training_reads_back_as_it_was) {
  const Result<Training> read = parse_training(written(made().training));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read <=> made().training, std::strong_ordering::equal);
}

TEST(TaskFilesTest, what_came_of_a_training_reads_back_as_it_was) {
  const Result<Trained> read = parse_trained(written(made()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->run, made().run);
  EXPECT_EQ(read->current, 12);
  EXPECT_EQ(read->unkept, made().unkept);
  EXPECT_TRUE(read->lost);
  EXPECT_EQ(read->recorded, made().recorded);
}

TEST(TaskFilesTest, an_outcome_that_is_not_known_is_an_error_and_no_crash) {
  const Result<Trained> read = parse_trained(replaced(written(made()), "timed-out", "vanished"));
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("\"vanished\""));
}

TEST(TaskFilesTest, a_run_without_an_outcome_is_an_error) {
  EXPECT_FALSE(parse_trained(replaced(written(made()), "\"outcome\"", "\"ending\"")));
}

TEST(TaskFilesTest, half_a_line_is_an_error) {
  const std::string whole = written(made());
  EXPECT_FALSE(parse_trained(whole.substr(0, whole.size() / 2)));
  EXPECT_FALSE(parse_training("[]"));
}

TEST(TaskFilesTest, a_number_that_is_none_is_an_error_and_not_a_trial_without_a_number) {
  const std::string written_number = R"("number":"0.1")";
  for (const char* number :
       {R"("number":"zero")", R"("number":"")", R"("number":"1e999")", R"("number":"0.1 ")"})
    EXPECT_FALSE(parse_trained(replaced(written(made()), written_number, number))) << number;
  EXPECT_EQ(
      parse_trained(replaced(written(made()), written_number, R"("number":"1e-320")"))->training.trial.number,
      1e-320);
}

TEST(TaskFilesTest, what_is_no_utf8_is_written_as_far_as_json_can) {
  Trained trained = made();
  trained.run.ending = trained.run.log = trained.run.fingerprint = "\377";
  trained.run.metrics = {{"\377", {"0.1", "\377"}}};
  const Result<Trained> read = parse_trained(written(trained));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->run.metrics.begin()->second.front(), "0.1");
}

TEST(TaskFilesTest, paths_and_names_come_back_as_they_are) {
  Trained trained = made();
  const std::string path = "/home/\344\366\n/\303\244 {\"hex\": 1}";
  Training& training = trained.training;
  for (std::string* text : {&training.binary, &training.host_program, &training.program, &training.kept,
                            &training.suite, &training.trial.mutant, &trained.run.log})
    *text = path;
  EXPECT_EQ(parse_training(written(training))->binary, path);
  const Result<Trained> read = parse_trained(written(trained));
  ASSERT_TRUE(read) << read.error().message;
  for (const std::string& text :
       {read->training.binary, read->training.host_program, read->training.program, read->training.kept,
        read->training.suite, read->training.trial.mutant, read->run.trial.mutant, read->run.log})
    EXPECT_EQ(text, path);
}

} // namespace
} // namespace misfire
