// Outcomes and numbers as they are written down.
#include "runner/run.h"

#include <gtest/gtest.h>
#include <string>

namespace misfire {
namespace {

TEST(RunTest, every_outcome_reads_back_from_its_spelling) {
  for (const Outcome outcome :
       {Outcome::finished, Outcome::crashed, Outcome::timed_out, Outcome::diverged, Outcome::no_metric})
    EXPECT_EQ(outcome_of(spelled(outcome)), outcome);
  EXPECT_EQ(outcome_of("bored"), std::nullopt);
}

TEST(RunTest, a_number_is_spelled_shortly_and_reads_back_exactly) {
  EXPECT_EQ(spelled(32.0), "32");
  EXPECT_EQ(spelled(0.1), "0.1");
  EXPECT_EQ(spelled(1e-5), "1e-05");
  for (const double number : {1.0 / 3, 0.01 * 0.7, 1e300 / 7, -2.5e-300})
    EXPECT_EQ(std::stod(spelled(number)), number);
}

} // namespace
} // namespace misfire
