#include "tests/runtime/program_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

namespace misfire {
namespace {

Ended run(const std::string& mode, const std::string& seed = "1", Reporting reporting = Reporting::on) {
  return run_program(std::string(TRAINING_PROGRAM) + " " + mode, {{"MISFIRE_SEED", seed}}, reporting);
}

TEST(Fingerprint, is_one_line_of_16_digits_at_the_end_of_the_process) {
  EXPECT_THAT(run("train").report, MatchesRegex("fingerprint [0-9a-f]{16}\n"));
}

TEST(Fingerprint, is_fnv_1a_over_the_bits_in_order_and_their_count) {
  // /usr/bin/python3 tests/runtime/fingerprint_reference.py
  EXPECT_EQ(run("'known values'").report, "fingerprint 308536222cee4a89\n");
}

TEST(Fingerprint, is_the_same_for_one_seed_and_another_for_another) {
  EXPECT_EQ(run("train", "1").report, run("train", "1").report);
  EXPECT_NE(run("train", "1").report, run("train", "2").report);
}

TEST(Fingerprint, sees_a_change_that_the_printed_metric_does_not_show) {
  const Ended plain = run("train 0");
  const Ended nudged = run("train 3e-7");
  EXPECT_EQ(plain.output, nudged.output);
  EXPECT_NE(plain.report, nudged.report);
}

TEST(Fingerprint, is_the_same_where_inputs_are_recorded_between_the_steps) {
  const Ended plain = run("train"), recorded = run("'train and record'");
  EXPECT_EQ(recorded.output, plain.output);
  EXPECT_THAT(recorded.report, AllOf(StartsWith("inputs "), HasSubstr("\npass 0 "), HasSubstr(" 4 "),
                                     EndsWith("\n" + plain.report)));
  EXPECT_EQ(run("'train and record'", "1", Reporting::off).output, plain.output);
}

TEST(Fingerprint, is_written_by_exit_with_any_code) {
  const Ended ended = run("'train and exit'");
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_EQ(ended.report, run("train").report);
}

TEST(Fingerprint, is_not_written_by_a_program_that_terminates) {
  const Ended ended = run("'train and throw'");
  EXPECT_EQ(ended.exit_code, 128 + SIGABRT); // as the shell says it
  EXPECT_EQ(ended.report, "");
}

TEST(Fingerprint, is_that_of_no_tensors_where_nothing_was_observed) {
  // printf '\0%.0s' 1 2 3 4 5 6 7 8 | fnv1a64, or the loop of fingerprint_reference.py over eight zero bytes
  EXPECT_EQ(run("draws").report, "fingerprint a8c7f832281a39c5\n");
}

TEST(Observed, gives_back_the_tensor_that_it_is_given) {
  EXPECT_EQ(run("'gives back'").output, "1\n");
  EXPECT_EQ(run("'gives back'", "1", Reporting::off).output, "1\n");
}

TEST(Observed, changes_nothing_in_a_run_without_a_report) {
  EXPECT_EQ(run("train", "1", Reporting::off).output, run("train", "1").output);
}

} // namespace
} // namespace misfire
