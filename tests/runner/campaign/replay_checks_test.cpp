// Replays that would be wrong, though fingerprints are equal or a check is forgotten, are not made.
#include "tests/runner/campaign/replays_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string twice_the_images = replaced(before_any_change, "images = 1000", "images = 2000");

TEST_F(AfterAChange, the_same_training_that_ends_with_another_network_is_not_replayed) {
  campaign_on({});
  campaign_on({.source = twice_the_images, .choice = 0.002});
  EXPECT_EQ(trained(), everything);
  EXPECT_THAT(said, HasSubstr("Nothing was replayed, since the baseline's run with seed 1 ends with another "
                              "network than before the change."));
}

TEST_F(AfterAChange, a_mutant_that_alone_ends_with_another_network_is_trained) {
  campaign_on({});
  campaign_on({.choice_of_HLR = 0.002, .around_HLR = "run with more in it"});
  EXPECT_EQ(trained(), (Counts{2, 6, 0}));
  EXPECT_THAT(said, HasSubstr("since it ends with another network than before the change"));
}

TEST_F(AfterAChange, a_baseline_whose_network_is_gone_is_held_against_none) {
  campaign_on({});
  for (const auto& trial : fs::directory_iterator(configuration.output + "/kept"))
    if (trial.is_directory()) fs::remove_all(trial.path() / "seed-2");
  campaign_on({.source = twice_the_images});
  EXPECT_EQ(trained(), everything);
  EXPECT_THAT(said, HasSubstr("seed 2 has left no network that could be held against"));
}

TEST_F(AfterAChange, a_replay_that_was_wrong_is_remembered_by_the_next_session) {
  campaign_on({});
  const Version wrong{.source = replaced(before_any_change, "return net(data)", "return net(data) + seen"),
                      .replays_are_wrong = true};
  processes.dies_after = 7; // the baseline's checks are made by then
  EXPECT_THROW(campaign_on(wrong), Killed);
  processes.dies_after = std::size_t(-1);
  const Campaign ended = campaign_on(wrong);
  EXPECT_EQ(trained("HLR"), 6u);
  EXPECT_EQ(trained("WRB"), 6u);
  EXPECT_THAT(said, HasSubstr("a replay on today's test data"));
  for (const MutantResult& result : ended.results)
    EXPECT_THAT(result.reason, Not(HasSubstr("replays")));
}

TEST_F(AfterAChange, other_data_may_reach_mutants_where_training_decides_by_data) {
  campaign_on({});
  campaign_on({.data = "other images", .decides_by_data = true, .shift = 0.01});
  EXPECT_EQ(trained(), (Counts{2, 1, 1}));
  EXPECT_THAT(said, HasSubstr("data have changed by which training may decide"));
}

TEST_F(AfterAChange, what_was_trained_before_networks_were_noted_is_noted_when_it_is_known_again) {
  campaign_on({});
  for (const auto& trial : fs::directory_iterator(configuration.output + "/kept"))
    if (trial.is_directory()) fs::remove(trial.path() / "origin");
  campaign_on({});
  EXPECT_EQ(trained(), (Counts{0, 0, 0}));
  campaign_on({.source = twice_the_images});
  EXPECT_EQ(trained(), only_checks) << said;
}

TEST_F(AfterAChange, a_mutants_own_check_comes_before_its_replays_count) {
  campaign_on({});
  const Version other{.around_HLR = "run with more in it"};
  // HLR alone replays wrongly on today's test data.
  const Version wrong{.around_HLR = other.around_HLR, .wrong_replays_of = "HLR"};
  const Campaign ended = campaign_on(wrong);
  EXPECT_EQ(trained(), (Counts{2, 6, 0})) << said;
  EXPECT_THAT(result_of(ended, "HLR").reason, Not(HasSubstr("replays")));
  EXPECT_EQ(ended.results.size(), 2u);
}

TEST_F(AfterAChange, to_retrain_is_possible_without_keeping_networks) {
  campaign_on({});
  const Version changed{.source = twice_the_images, .shift = 0.01};
  campaign_on(changed);
  EXPECT_EQ(trained(), only_checks);
  configuration.keep = 0;
  campaign_on(changed, /*retrain=*/true);
  EXPECT_EQ(trained(), (Counts{5, 6, 6}));
}

TEST_F(AfterAChange, room_is_made_by_no_network_that_is_to_be_replayed) {
  campaign_on({});
  const fs::path kept = configuration.output + "/kept";
  const auto size_of_all = [&] {
    std::uint64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(kept))
      if (entry.is_regular_file()) bytes += entry.file_size();
    return bytes;
  };
  configuration.keep = size_of_all() + 200; // for a run or two of the baseline
  campaign_on({.source = twice_the_images, .shift = 0.01});
  EXPECT_EQ(trained(), only_checks) << said;
}

} // namespace
} // namespace misfire
