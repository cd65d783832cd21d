// Kills that stand, and kills that do not, when a campaign has many mutants.
#include "report/holm.h"

#include "tests/report/results_for_tests.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

MutantResult judged(const std::string& id, const stats::Verdict& verdict) {
  return {.mutant = id,
          .trials = {{.trial = {id, {}}, .runs = 5, .planned = 5, .verdicts = {{"test", verdict}}}}};
}

TEST(HolmTest, a_kill_that_stands_alone_may_fall_among_many_mutants) {
  const MutantResult clear = judged("clear", testing::verdict(stats::Decision::killed, 0.1, 9, 0.001));
  const MutantResult close = judged("close", testing::verdict(stats::Decision::killed, 0.8, 1.3, 0.03));
  const MutantResult none = judged("none", testing::verdict(stats::Decision::survived, 0.9, 0, 0.9));
  // R: p.adjust(c(0.001, 0.03, 0.9), "holm") is 0.003 0.060 0.900
  const auto adjusted = holm_adjusted({clear, close, none}, "test");
  EXPECT_NEAR(adjusted.at("clear"), 0.003, 1e-12);
  EXPECT_NEAR(adjusted.at("close"), 0.06, 1e-12);
  EXPECT_TRUE(stays_killed(clear, "test", adjusted));
  EXPECT_FALSE(stays_killed(close, "test", adjusted));
  EXPECT_FALSE(stays_killed(none, "test", adjusted));
  EXPECT_TRUE(stays_killed(close, "test", holm_adjusted({close}, "test")));
}

TEST(HolmTest, failed_runs_count_by_twice_the_smaller_p_of_both_tests) {
  stats::Verdict failed = testing::verdict(stats::Decision::killed, 0.88, 0.3, 0.6);
  failed.failure_p = 0.01;
  EXPECT_NEAR(holm_adjusted({judged("failed", failed)}, "test").at("failed"), 0.02, 1e-12);
}

TEST(HolmTest, mutants_without_a_verdict_are_left_out) {
  EXPECT_TRUE(holm_adjusted({{.mutant = "broken", .standing = Standing::unbuildable}}, "test").empty());
}

} // namespace
} // namespace misfire
