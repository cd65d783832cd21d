// Which mutants count for which score, and what one suite loses of another's.
#include "report/scoreboard.h"
#include "report/sensitivity.h"
#include "report/wording.h"

#include "tests/report/results_for_tests.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace misfire {
namespace {

using ::testing::HasSubstr;

TEST(ScoreboardTest, only_killed_and_survived_mutants_are_in_the_score) {
  const testing::SmallCampaign campaign;
  const std::vector<SuiteScore> scores = scoreboard(campaign.mutants, campaign.results, campaign.summary);
  ASSERT_EQ(scores.size(), 1u);
  EXPECT_DOUBLE_EQ(*scores[0].score, 2.0 / 3);
  EXPECT_EQ(scores[0].total, (OperatorTally{.operator_id = "",
                                            .mutants = 7,
                                            .killed = 2,
                                            .survived = 1,
                                            .trivial = 1,
                                            .better = 1,
                                            .no_effect = 1,
                                            .inapplicable = 1,
                                            .unbuildable = 1}));
  EXPECT_EQ(scores[0].deepcrime, std::nullopt) << "there is no suite train";
}

TEST(ScoreboardTest, mutants_without_a_result_are_pending) {
  testing::SmallCampaign campaign;
  campaign.results.resize(2);
  EXPECT_EQ(scoreboard(campaign.mutants, campaign.results, campaign.summary)[0].total.pending, 5u);
}

TEST(ScoreboardTest, an_identity_mutant_is_in_no_score_and_in_no_correction) {
  testing::SmallCampaign campaign;
  const auto killed = std::find_if(campaign.results.begin(), campaign.results.end(), [](const auto& result) {
    const auto* verdict = counting_verdict(result, "test");
    return verdict && verdict->decision == stats::Decision::killed;
  });
  const auto entry = std::find_if(campaign.mutants.begin(), campaign.mutants.end(),
                                  [&](const auto& mutant) { return mutant.id == killed->mutant; });
  ASSERT_NE(entry, campaign.mutants.end());
  entry->identity = true;
  const SuiteScore score = scoreboard(campaign.mutants, campaign.results, campaign.summary)[0];
  EXPECT_EQ(score.total.identity, 1u);
  EXPECT_EQ(score.total.killed, 1u);
  EXPECT_DOUBLE_EQ(*score.score, 1.0 / 2);
  EXPECT_DOUBLE_EQ(*score.corrected, 1.0 / 2);
}

TEST(ScoreboardTest, faults_in_trained_networks_have_a_score_of_their_own) {
  testing::SmallCampaign campaign;
  for (MutantEntry& mutant : campaign.mutants) {
    const auto result = std::ranges::find(campaign.results, mutant.id, &MutantResult::mutant);
    if (counted_as(*result, "test") == Counted::survived) mutant.operator_id = "NEB";
  }
  const SuiteScore score = scoreboard(campaign.mutants, campaign.results, campaign.summary)[0];
  EXPECT_EQ(score.total.mutants, 6u);
  EXPECT_DOUBLE_EQ(*score.score, 1);
  EXPECT_DOUBLE_EQ(*score.corrected, 1) << "no others among which kills may be luck";
  EXPECT_EQ(score.after_training.mutants, 1u);
  EXPECT_DOUBLE_EQ(*score.after_training_score, 0);
  const std::string text = closing_text({score}, campaign.summary);
  EXPECT_THAT(text, HasSubstr("Mutation score on test: 100.0 % (2 of 2)"));
  EXPECT_THAT(text,
              HasSubstr("Score of faults in trained networks on test: 0.0 % (0 of 1). It is kept apart"));
  EXPECT_THAT(text, HasSubstr("  trained nets       1"));
}

TEST(ScoreboardTest, faults_in_trained_networks_alone_have_no_mutation_score) {
  testing::SmallCampaign campaign;
  for (MutantEntry& mutant : campaign.mutants)
    mutant.operator_id = "GF";
  campaign.summary.baseline.push_back({"train", "train_accuracy", 5, 0.9, 0.01});
  const auto scores = scoreboard(campaign.mutants, campaign.results, campaign.summary);
  EXPECT_EQ(scores[1].after_training.mutants, 0u) << "training is passed over, and its data do not judge";
  const std::string text = closing_text({scores[0]}, campaign.summary);
  EXPECT_EQ(text.find("Mutation score"), text.npos);
  EXPECT_THAT(text, HasSubstr("on test: 66.7 % (2 of 3)"));
  EXPECT_THAT(text, HasSubstr("Not in it: 1 better than the baseline"));
}

TEST(SensitivityTest, compares_the_suites_of_test_data_on_the_mutants_that_both_judge) {
  testing::SmallCampaign campaign;
  EXPECT_TRUE(suite_pairs(campaign.mutants, campaign.results, campaign.summary).empty());
  EXPECT_EQ(sensitivity_text({}), "");
  campaign.summary.baseline.push_back({"train", "train_accuracy", 5, 0.9, 0.01});
  campaign.summary.baseline.push_back({"weak", "weak_accuracy", 5, 0.9, 0.01});
  // On test two are killed and one survives; on weak one of the killed is not judged, the other survives.
  const auto survived = testing::verdict(stats::Decision::survived, 0.9, 0.1, 0.8);
  for (MutantResult& result : campaign.results)
    if (!result.trials.empty() && !result.trials[0].no_effect) result.trials[0].verdicts["weak"] = survived;
  campaign.results[0].trials[0].verdicts["weak"].decision = stats::Decision::undecided;
  const std::vector<SuitePair> pairs = suite_pairs(campaign.mutants, campaign.results, campaign.summary);
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0], (SuitePair{"test", "weak", 2, 0.5, 0, 1}));
  EXPECT_EQ(spelled(pairs[0]), "test (50.0 %) to weak (0.0 %): 100.0 %, over 2 mutants");
  EXPECT_NE(
      sensitivity_text(pairs).find("  test        weak               2    50.0 %     0.0 %      100.0 %\n"),
      std::string::npos)
      << sensitivity_text(pairs);
}

TEST(SensitivityTest, calls_the_suite_with_the_higher_score_strong_and_has_no_share_of_nothing) {
  testing::SmallCampaign campaign;
  campaign.summary.baseline.insert(campaign.summary.baseline.begin(),
                                   {"weak", "weak_accuracy", 5, 0.9, 0.01});
  const auto survived = testing::verdict(stats::Decision::survived, 0.9, 0.1, 0.8);
  for (MutantResult& result : campaign.results)
    if (!result.trials.empty()) result.trials[0].verdicts["weak"] = survived;
  EXPECT_EQ(suite_pairs(campaign.mutants, campaign.results, campaign.summary)[0].strong, "test");
  for (MutantResult& result : campaign.results)
    if (!result.trials.empty()) result.trials[0].verdicts["test"] = survived;
  const SuitePair pair = suite_pairs(campaign.mutants, campaign.results, campaign.summary)[0];
  EXPECT_EQ(pair.strong, "weak");
  EXPECT_EQ(pair.sensitivity, std::nullopt);
}

TEST(ScoreboardTest, deepcrimes_score_counts_what_training_kills_and_takes_the_mean_over_operators) {
  testing::SmallCampaign campaign;
  campaign.summary.baseline.push_back({"train", "train_accuracy", 5, 0.9, 0.01});
  const auto killed_on_train = testing::verdict(stats::Decision::killed, 0.1, 9, 0);
  for (const std::size_t i : {0u, 1u, 2u})
    campaign.results[i].trials[0].verdicts["train"] = killed_on_train;
  campaign.results[0].mildest_killed = {{"test", 0.004}, {"train", 0.008}};
  // HLR: (1e-5 - 0.004) / (1e-5 - 0.008); WCI: one of two that training kills.
  const double rate = (1e-5 - 0.004) / (1e-5 - 0.008);
  EXPECT_NEAR(*scoreboard(campaign.mutants, campaign.results, campaign.summary)[0].deepcrime,
              (rate + 0.5) / 2, 1e-12);
}

} // namespace
} // namespace misfire
