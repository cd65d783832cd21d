// Both mutation scores, sensitivity and instability.
#include "stats/score.h"

#include <gtest/gtest.h>

namespace misfire::stats {
namespace {

TEST(Score, is_the_share_of_decided_mutants_that_are_killed) {
  EXPECT_EQ(mutation_score({3, 1}), 0.75);
  EXPECT_EQ(mutation_score({0, 4}), 0);
  EXPECT_EQ(mutation_score({0, 0}), std::nullopt);
}

TEST(DeepCrimeScore, of_choices_counts_only_what_training_kills) {
  const std::vector<ChoiceKill> choices = {
      {true, true}, {true, false}, {false, true}, {true, true}, {false, false}};
  EXPECT_EQ(deepcrime_score(choices), 2.0 / 3);
  EXPECT_EQ(deepcrime_score(std::vector<ChoiceKill>{{false, true}}), std::nullopt);
}

TEST(DeepCrimeScore, of_an_interval_is_the_share_of_it_that_the_test_suite_kills_too) {
  // Deleting training data: training is hurt from 10 %, the test suite sees it from 28 % of 100 %.
  EXPECT_EQ(deepcrime_score(std::vector<IntervalKill>{{100, 10, 28}}), 0.8);
  // Epochs fall: 12 -> 1, training 9, test 5.
  EXPECT_EQ(deepcrime_score(std::vector<IntervalKill>{{1, 9, 5}}), 0.5);
}

TEST(DeepCrimeScore, of_an_interval_has_its_special_cases) {
  using Sites = std::vector<IntervalKill>;
  EXPECT_EQ(deepcrime_score(Sites{{100, 100, 100}}), 1) << "equal, even at the harsh end";
  EXPECT_EQ(deepcrime_score(Sites{{100, 30, 30}}), 1);
  EXPECT_EQ(deepcrime_score(Sites{{100, 30, 10}}), 1) << "what only the test suite kills does not count";
  EXPECT_EQ(deepcrime_score(Sites{{100, 30, std::nullopt}}), 0);
  EXPECT_EQ(deepcrime_score(Sites{{100, 100, std::nullopt}}), std::nullopt);
  EXPECT_EQ(deepcrime_score(Sites{{100, std::nullopt, 50}}), std::nullopt);
  EXPECT_EQ(deepcrime_score(Sites{{100, 10, 28}, {100, 100, 50}, {100, 20, 20}}), 0.9);
}

TEST(DeepCrimeScore, of_a_suite_is_the_mean_over_operators_that_have_one) {
  EXPECT_EQ(deepcrime_suite_score(std::vector<std::optional<double>>{0.5, std::nullopt, 1.0}), 0.75);
  EXPECT_EQ(deepcrime_suite_score({}), std::nullopt);
}

TEST(Sensitivity, is_what_a_weak_suite_loses_of_the_strong_ones_score) {
  EXPECT_DOUBLE_EQ(sensitivity(0.8, 0.2).value(), 0.75);
  EXPECT_EQ(sensitivity(0, 0), std::nullopt);
}

TEST(Instability, is_the_share_of_kills_with_little_power) {
  EXPECT_EQ(instability(std::vector{0.79, 0.8, 0.95, 1.0}), 0.25);
  EXPECT_EQ(instability({}), std::nullopt);
}

} // namespace
} // namespace misfire::stats
