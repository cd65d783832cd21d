// Per-input results: counts, triviality, redundancy, small and valuable input sets.
#include "stats/per_input/input_set.h"
#include "stats/per_input/killing.h"
#include "stats/per_input/redundancy.h"
#include "stats/per_input/wilson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace misfire::stats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "110" is a run that got the first two of three inputs right.
Bits run(const std::string& right) {
  Bits bits(right.size());
  for (std::size_t i = 0; i < right.size(); ++i)
    if (right[i] == '1') bits.set(i);
  return bits;
}

KillCounts counts(int runs, std::vector<std::uint16_t> kills) {
  return {runs, std::move(kills)};
}

TEST(Killing, counts_the_seeds_where_the_baseline_is_right_and_the_mutant_wrong) {
  const RightInputs baseline = {run("1100"), run("1010")};
  const RightInputs mutant = {run("0101"), run("0001")};
  const KillCounts killed = kill_counts(baseline, mutant).value();
  EXPECT_EQ(killed.runs, 2);
  EXPECT_THAT(killed.kills, ElementsAre(2, 0, 1, 0));
  EXPECT_EQ(killing_probability(killed, 0), 1);
  EXPECT_EQ(killing_probability(killed, 2), 0.5);
  EXPECT_EQ(triviality(killed), 0.375);
}

TEST(Killing, of_runs_that_may_have_failed_counts_the_seeds_that_both_have) {
  const RecordedRuns baseline = {run("11"), std::nullopt, run("11"), run("10")};
  const RecordedRuns mutant = {run("01"), run("00"), run("00")};
  EXPECT_EQ(recorded_kill_counts(baseline, mutant).value(), counts(2, {2, 1}));
  EXPECT_EQ(recorded_kill_counts(baseline, mutant, 2).value(), counts(1, {1, 0}));
  EXPECT_FALSE(recorded_kill_counts({run("11")}, {run("01")}, 0));
}

TEST(Killing, pairs_as_many_runs_as_both_have_and_refuses_what_cannot_be_paired) {
  EXPECT_EQ(kill_counts({run("1"), run("1"), run("1")}, {run("0"), run("0")})->runs, 2);
  EXPECT_FALSE(kill_counts({}, {run("1")}).has_value());
  EXPECT_FALSE(kill_counts({run("11")}, {run("1")}).has_value());
}

TEST(Killing, is_exact_beyond_one_word) {
  Bits right(130);
  for (std::size_t i = 0; i < 130; ++i)
    right.set(i);
  Bits wrong_last = right;
  wrong_last.words[2] &= ~(std::uint64_t{1} << 1); // input 129
  const auto killed = kill_counts({right}, {wrong_last}).value();
  EXPECT_EQ(killed.kills[129], 1);
  EXPECT_EQ(triviality(killed), 1.0 / 130);
  EXPECT_EQ(right.count(), 130);
}

TEST(Killing, a_mutant_that_nearly_every_input_kills_is_trivial) {
  EXPECT_TRUE(is_trivial(counts(10, {9, 9, 9})));
  EXPECT_FALSE(is_trivial(counts(10, {9, 9, 8})));
  EXPECT_FALSE(is_trivial(counts(10, {})));
}

TEST(Killing, an_input_kills_when_it_surely_does_so_more_often_than_not) {
  // statsmodels: proportion_confint(h, 20, alpha=0.1, method='wilson')[0] is 0.466 for h = 13 and 0.516 for h
  // = 14.
  EXPECT_LT(wilson_interval(13, 20).low, 0.5);
  EXPECT_GT(wilson_interval(14, 20).low, 0.5);
  const Bits killers = killing_inputs(counts(20, {13, 14, 20, 0}));
  EXPECT_FALSE(killers.test(0));
  EXPECT_TRUE(killers.test(1));
  EXPECT_TRUE(killers.test(2));
  EXPECT_EQ(killers.count(), 2);
  EXPECT_EQ(killing_inputs(counts(1, {1})).count(), 0) << "one run is too few for any input to kill";
}

TEST(Redundancy, a_mutant_that_is_always_killed_more_is_redundant) {
  const KillCounts hard = counts(20, std::vector<std::uint16_t>(60, 1));
  const KillCounts easy = counts(20, std::vector<std::uint16_t>(60, 19));
  const std::vector<KillCounts> both = {hard, easy};
  EXPECT_EQ(compare_all(both).value()[0][1], (Comparison{60, 0}));
  EXPECT_EQ(compare_all(both).value()[1][0], (Comparison{0, 60}));
  EXPECT_THAT(find_redundancies(both).value(), ElementsAre(Redundancy{1, 0}));
}

TEST(Redundancy, one_input_the_other_way_round_is_enough_against_it) {
  KillCounts hard = counts(20, std::vector<std::uint16_t>(60, 1));
  KillCounts easy = counts(20, std::vector<std::uint16_t>(60, 19));
  std::swap(hard.kills[7], easy.kills[7]);
  EXPECT_THAT(find_redundancies(std::vector{hard, easy}).value(), IsEmpty());
}

TEST(Redundancy, needs_enough_inputs_that_differ) {
  // statsmodels: the half-width of proportion_confint(n, n, alpha=0.1, method='wilson') is 0.0507 for n = 24,
  // 0.0488 for 25.
  EXPECT_FALSE(second_is_redundant({0, 0}));
  int fewest = 0;
  while (!second_is_redundant({fewest, 0}))
    ++fewest;
  EXPECT_EQ(fewest, 25);
}

TEST(Redundancy, agrees_with_the_definition_spelled_out) {
  std::mt19937 generator(5);
  std::vector<KillCounts> mutants;
  for (const int runs : {20, 20, 7, 20, 13}) {
    KillCounts mutant{runs, std::vector<std::uint16_t>(777)};
    for (auto& kills : mutant.kills)
      kills = static_cast<std::uint16_t>(generator() % (unsigned(runs) + 1));
    mutants.push_back(mutant);
  }
  const auto comparisons = compare_all(mutants).value();
  for (std::size_t i = 0; i < mutants.size(); ++i)
    for (std::size_t j = 0; j < mutants.size(); ++j) {
      Comparison expected;
      for (std::size_t input = 0; i != j && input < 777; ++input) {
        const auto a = wilson_interval(mutants[i].kills[input], mutants[i].runs);
        const auto b = wilson_interval(mutants[j].kills[input], mutants[j].runs);
        expected.first_less += a.high < b.low ? 1 : 0;
        expected.first_more += b.high < a.low ? 1 : 0;
      }
      EXPECT_EQ(comparisons[i][j], expected) << i << " " << j;
    }
}

TEST(InputSet, is_small_and_kills_all_that_can_be_killed) {
  // Input 0 kills mutants 0 and 1, input 1 kills 1 and 2, input 2 kills 2; mutant 3 is killed by none.
  const std::vector<KillCounts> mutants = {counts(20, {20, 0, 0}), counts(20, {20, 20, 0}),
                                           counts(20, {0, 20, 20}), counts(20, {5, 5, 5})};
  EXPECT_THAT(small_killing_set(mutants).value(), ElementsAre(0, 1));
  EXPECT_THAT(small_killing_set({}).value(), IsEmpty());
  EXPECT_FALSE(small_killing_set(std::vector{counts(20, {1}), counts(20, {1, 2})}).has_value());
}

TEST(InputSet, the_most_valuable_inputs_kill_the_most_mutants) {
  const std::vector<KillCounts> mutants = {counts(20, {20, 0, 18, 0}), counts(20, {20, 20, 0, 0}),
                                           counts(20, {0, 20, 20, 0})};
  const auto best = most_valuable_inputs(mutants, 3).value();
  ASSERT_EQ(best.size(), 3U);
  EXPECT_EQ(best[0].input, 0U);
  EXPECT_EQ(best[1].input, 1U);
  EXPECT_EQ(best[2].input, 2U);
  EXPECT_EQ(best[2].mutants_killed, 2);
  EXPECT_NEAR(best[2].mean_killing_probability, 38.0 / 60, 1e-15);
  EXPECT_EQ(most_valuable_inputs(mutants, 100)->size(), 4U);
}

} // namespace
} // namespace misfire::stats
