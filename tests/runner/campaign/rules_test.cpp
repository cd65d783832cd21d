#include "runner/campaign/rules.h"

#include <gtest/gtest.h>

namespace misfire {
namespace {

Configuration smallest() {
  Configuration configuration;
  configuration.metrics = {{"loss", "test", "([0-9.]+)", Goal::minimize}};
  return configuration;
}

TEST(Rules, what_is_configured_decides_the_verdicts) {
  auto configuration = smallest();
  configuration.test = "mann-whitney";
  configuration.alpha = 0.01;
  configuration.effect = 0.8;
  configuration.failed_as = 0.0;
  const auto rules = rules_of(configuration, false);
  ASSERT_TRUE(rules);
  const stats::Criterion expected{.test = stats::Test::mann_whitney,
                                  .alpha = 0.01,
                                  .effect = 0.8,
                                  .goal = stats::Goal::minimize,
                                  .failed_as = 0.0};
  EXPECT_EQ(rules->suites.at(0).criterion, expected);
  EXPECT_EQ(stopping_rule(*rules, {}).minimum, int(configuration.runs.mutant))
      << "ranks are not stopped early";
}

TEST(Rules, runs_are_partners_of_the_baselines_with_equal_seeds_that_give_the_same_again) {
  auto rules = rules_of(smallest(), false);
  ASSERT_TRUE(rules);
  EXPECT_TRUE(stopping_rule(*rules, {}).paired);
  EXPECT_FALSE(stopping_rule(*rules, {.reproducible = false}).paired);
  EXPECT_FALSE(stopping_rule(*rules, {.first_seed = rules->baseline_runs + 1}).paired);
  rules->exact = true;
  EXPECT_FALSE(stopping_rule(*rules, {}).paired);
}

TEST(Rules, certainty_is_that_of_the_stop) {
  auto rules = rules_of(smallest(), false);
  ASSERT_TRUE(rules);
  EXPECT_EQ(stopping_rule(*rules, {}).certainty, 0.99);
  rules->certainty = 0.9;
  EXPECT_EQ(stopping_rule(*rules, {}).certainty, 0.9);
}

TEST(Rules, an_unknown_test_is_refused_with_those_that_there_are) {
  auto configuration = smallest();
  configuration.test = "gml";
  const auto rules = rules_of(configuration, false);
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().message, "There is no test \"gml\". The tests are: glm, glm-rounded, t, welch, "
                                   "mann-whitney, wilcoxon, permutation.");
}

} // namespace
} // namespace misfire
