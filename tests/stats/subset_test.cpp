// Verdicts on some inputs of a test set, and on more than it has; the expected scores are worked out by hand.
#include "stats/per_input/subset.h"

#include <gmock/gmock.h>
#include <numeric>

namespace misfire::stats {
namespace {

using testing::ElementsAre;

Bits bits_of(const std::string& right) {
  Bits bits(right.size());
  for (std::size_t i = 0; i < right.size(); ++i)
    if (right[i] == '1') bits.set(i);
  return bits;
}

RecordedRuns runs(const std::vector<std::string>& all) {
  RecordedRuns recorded;
  for (const std::string& one : all)
    recorded.push_back(one.empty() ? std::nullopt : std::optional(bits_of(one)));
  return recorded;
}

const RecordedRuns baseline = runs({"1111", "1110", "1111", "1101"});
const Criterion usual;

TEST(SharesOn, count_the_right_inputs_among_those_that_are_chosen) {
  const std::vector<std::size_t> chosen = {3, 0};
  EXPECT_THAT(shares_on(baseline, chosen).runs, ElementsAre(1.0, 0.5, 1.0, 1.0));
  EXPECT_THAT(shares_on(runs({"0011", ""}), chosen).runs, ElementsAre(0.5, std::nullopt));
}

// With input 0 alone, the first mutant has four wrong runs against four right ones, and the second none. With
// input 2 as well, the second has 0.5 in each run against 1, 1, 1 and 0.5.
TEST(SmallestKillingPrefix, is_the_first_on_which_every_mutant_dies) {
  const std::vector<RecordedRuns> mutants = {runs({"0111", "0111", "0111", "0111"}),
                                             runs({"1101", "1101", "1101", "1101"})};
  const Orders order(4, {0, 2, 1, 3});
  EXPECT_EQ(smallest_killing_prefix(baseline, std::span(mutants).first(1), order, usual), 1u);
  EXPECT_EQ(smallest_killing_prefix(baseline, mutants, order, usual), 2u);
  const std::vector<std::size_t> lengths = {1, 2};
  EXPECT_THAT(prefix_scores(baseline, mutants, order, lengths, usual),
              ElementsAre(PrefixScore{1, 1}, PrefixScore{2, 2}));
  const std::vector<RecordedRuns> equal = {baseline};
  EXPECT_EQ(smallest_killing_prefix(baseline, equal, order, usual), std::nullopt);
}

// Each run gets another input wrong by chance, and every other input right. Chosen by all runs these four
// would kill; by the others, each run is judged on inputs that it gets right.
TEST(SmallestKillingPrefix, is_not_flattered_by_what_each_run_gets_wrong_by_chance) {
  const RecordedRuns right = runs({"1111", "1111", "1111", "1111"});
  const std::vector<RecordedRuns> mutants = {runs({"0111", "1011", "1101", "1110"})};
  const Orders by_others = {{1, 2, 3}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2}};
  EXPECT_EQ(smallest_killing_prefix(right, mutants, by_others, usual), std::nullopt);
  const Orders by_themselves = {{0, 1, 2}, {1, 0, 2}, {2, 0, 1}, {3, 0, 1}};
  EXPECT_EQ(smallest_killing_prefix(right, mutants, by_themselves, usual), 1u);
}

// Four test inputs that the mutant gets as right as the program, and others that it gets wrong: with k of
// these the mutant has 4 of 4 + k right, and the program all but one.
TEST(FewestAdded, is_how_many_inputs_a_test_set_lacks) {
  const RecordedRuns four = runs({"1111", "1110", "1111", "1110"});
  const RecordedRuns others = runs({"111", "111", "111", "111"}), wrong = runs({"000", "000", "000", "000"});
  const Orders order(4, {0, 1, 2});
  const Sample program = sample_of(std::vector<double>{1, 0.8, 1, 0.8});
  const Sample mutant = sample_of(std::vector<double>{0.8, 0.6, 0.8, 0.6});
  ASSERT_EQ(judge(program, mutant, usual).decision, Decision::killed) << "with one";
  EXPECT_EQ(fewest_added({four, four}, {others, wrong}, order, usual), 1u);
  EXPECT_EQ(fewest_added({four, four}, {others, others}, order, usual), std::nullopt);
}

std::vector<std::size_t> first(std::size_t count) {
  std::vector<std::size_t> inputs(count);
  std::iota(inputs.begin(), inputs.end(), std::size_t(0));
  return inputs;
}

// The program's own runs differ by 400 of 3000, so that it takes some hundred wrong inputs to kill.
TEST(FewestAdded, is_tried_in_steps_of_a_fiftieth) {
  const std::string right(3000, '1'), fewer = std::string(2600, '1') + std::string(400, '0');
  const RecordedRuns four = runs({right, fewer, right, fewer});
  const RecordedPair others{runs(std::vector<std::string>(4, std::string(1000, '1'))),
                            runs(std::vector<std::string>(4, std::string(1000, '0')))};
  const auto fewest = fewest_added({four, four}, others, Orders(4, first(1000)), usual);
  ASSERT_TRUE(fewest);
  EXPECT_GT(*fewest, 150u);
  std::size_t tried = 1;
  while (tried < *fewest)
    tried += std::max<std::size_t>(1, tried / 50);
  EXPECT_EQ(*fewest, tried);
}

TEST(FewestAdded, is_tried_for_all_of_them) {
  const RecordedRuns four = runs({"11", "11", "11", "11"});
  const RecordedPair others{runs(std::vector<std::string>(4, std::string(101, '1'))),
                            runs(std::vector<std::string>(4, std::string(100, '1') + "0"))};
  EXPECT_EQ(fewest_added({four, four}, others, Orders(4, first(101)), usual), 101u);
}

} // namespace
} // namespace misfire::stats
