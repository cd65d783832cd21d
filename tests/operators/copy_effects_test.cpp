// The faults of copies, schedules, augmentations and datasets have their effect: effects/copies.cpp is read,
// mutated, compiled and trained.
#include "tests/operators/trained_mutants.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::HasSubstr;

class Copies : public testing::Test {
protected:
  static std::string trained(const std::string& begins, const std::string& ends = "") {
    static const TrainedMutants mutants("copies", "AUN,BUF,CBF,DIM,INB,TGN,WUO");
    return mutants.printed_by(begins, ends);
  }
};

TEST_F(Copies, the_program_itself_has_no_fault) {
  EXPECT_EQ(trained("program"),
            "follows 0.25 mean 5\ngamma 1\n"
            "rate 0.000 input 2 rows 2\nrate 0.125 input 2 rows 2\nrate 0.250 input 2 rows 2\n"
            "sample 0 for 0\nsample 1 for 1\nsample 2 for 2\nsample 3 for 3\n");
}

TEST_F(Copies, a_copy_is_mixed_up_or_loses_its_buffers) {
  EXPECT_THAT(trained("TGN@", "=swapped"), HasSubstr("follows 0.75 mean 5\n"));
  EXPECT_THAT(trained("TGN@", "=always"), HasSubstr("follows 1.00 mean 5\n"));
  EXPECT_THAT(trained("TGN@", "=never"), HasSubstr("follows 0.00 mean 5\n"));
  EXPECT_THAT(trained("CBF@"), HasSubstr("follows 0.25 mean 0\n"));
}

TEST_F(Copies, a_gamma_is_filled_as_a_bias) {
  EXPECT_THAT(trained("INB@"), HasSubstr("gamma 0\n"));
}

TEST_F(Copies, a_schedule_is_one_step_off) {
  EXPECT_THAT(trained("WUO@", "=early"),
              HasSubstr("rate 0.125 input 2 rows 2\nrate 0.250 input 2 rows 2\nrate 0.375 "));
  EXPECT_THAT(trained("WUO@", "=late"),
              HasSubstr("rate 0.000 input 2 rows 2\nrate 0.000 input 2 rows 2\nrate 0.125 "));
}

TEST_F(Copies, inputs_are_not_augmented_mixed_up_or_counted_along_another_dimension) {
  EXPECT_THAT(trained("AUN@"), HasSubstr("rate 0.125 input 1 rows 2\n"));
  EXPECT_THAT(trained("DIM@", "=up"), HasSubstr("rate 0.125 input 2 rows 3\n"));
  EXPECT_THAT(trained("BUF@"), HasSubstr("sample 1 for 0\nsample 2 for 1\nsample 3 for 2\nsample 3 for 3\n"));
}

} // namespace
} // namespace misfire
