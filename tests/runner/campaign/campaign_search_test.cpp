// Campaigns of intervals on pretended programs: which values are tried, and where a probe is asked.
#include "runner/campaign/next_runs.h"
#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::CampaignFixture;
using testing::halves;
using ::testing::HasSubstr;
using testing::jitter;
using testing::Number;
using testing::scored;
using testing::Scripted;
using testing::worse_by;

class CampaignSearchTest : public CampaignFixture {};

TEST_F(CampaignSearchTest, an_interval_is_searched_for_the_mildest_value_that_is_killed) {
  add(
      "TRD@data",
      [](std::uint64_t seed, Number share) {
        return scored(0.9 - (*share >= 60 ? 0.2 : 0) + jitter(seed), "x");
      },
      halves);
  const Campaign done = campaign();
  const MutantResult result = result_of(done, "TRD@data");
  EXPECT_EQ(result.mildest_killed.at("test"), 60);
  EXPECT_EQ(result.trials.front().trial.number, 100) << "its harsh end comes first";
  EXPECT_LT(result.trials.size(), 10u) << "of the twenty values";
  EXPECT_LE(result.trials.size(), most_trials(mutants.front()));
}

TEST_F(CampaignSearchTest, an_interval_whose_harsh_end_survives_is_not_searched) {
  add("TRD@data", worse_by(0), halves);
  const Campaign done = campaign();
  EXPECT_EQ(result_of(done, "TRD@data").trials.size(), 1u);
  EXPECT_TRUE(result_of(done, "TRD@data").mildest_killed.empty());
}

TEST_F(CampaignSearchTest, each_test_suite_has_its_own_search_on_shared_trials) {
  configuration.metrics.push_back({.name = "strict", .suite = "train", .pattern = "Train accuracy: (\\S+)"});
  const auto program = [](std::uint64_t seed, Number share) {
    const auto score = [&](double from) {
      return 0.9 - (share.value_or(0) >= from ? 0.2 : 0) + jitter(seed);
    };
    return Scripted{.printed = fmt::format("Test accuracy: {}\nTrain accuracy: {}\n", score(60), score(20))};
  };
  programs["/programs/baseline"] = program;
  add("TRD@data", program, halves);
  const MutantResult result = result_of(campaign(), "TRD@data");
  EXPECT_EQ(result.mildest_killed.at("test"), 60);
  EXPECT_EQ(result.mildest_killed.at("train"), 20);
}

TEST_F(CampaignSearchTest, a_probe_tells_where_an_interval_begins) {
  add(
      "HNE@epochs",
      [](std::uint64_t seed, Number epochs) {
        return scored(0.9 - (*epochs <= 3 ? 0.2 : 0) + jitter(seed), "x");
      },
      Interval{.mild = {}, .harsh = 1, .step = 1, .scale = Interval::Scale::integer});
  probes["/programs/HNE@epochs"] = {.report = "current 12\n"};
  const MutantResult result = result_of(campaign(), "HNE@epochs");
  EXPECT_EQ(result.mildest_killed.at("test"), 3);
  ASSERT_GT(result.trials.size(), 1u);
  for (const TrialResult& trial : result.trials)
    EXPECT_LT(trial.trial.number, 12);
}

TEST_F(CampaignSearchTest, a_fault_that_cannot_apply_ends_its_mutant_with_the_reason) {
  const Interval unknown{.mild = {}, .harsh = 1, .step = 1, .scale = Interval::Scale::integer};
  add("HNE@refused", worse_by(0), unknown);
  probes["/programs/HNE@refused"] = {.report = "inapplicable no class under the mean\n"};
  add("HNE@equal", worse_by(0), unknown);
  probes["/programs/HNE@equal"] = {.report = "current 1\n"};
  add("TUD@run", [](auto, auto) { return Scripted{.report = "inapplicable all classes are equal\n"}; });
  const Campaign done = campaign();
  EXPECT_EQ(result_of(done, "HNE@refused").reason, "no class under the mean");
  EXPECT_EQ(result_of(done, "HNE@equal").reason, "the program has the value 1 itself");
  EXPECT_EQ(result_of(done, "TUD@run").reason, "all classes are equal");
  ASSERT_EQ(done.results.size(), 3u);
  for (const MutantResult& result : done.results)
    EXPECT_EQ(result.standing, Standing::inapplicable);
}

TEST_F(CampaignSearchTest, where_a_probe_says_nothing_only_the_harsh_end_is_tried) {
  add(
      "HNE@crash", [](auto, auto) { return Scripted{.code = 1}; },
      Interval{.mild = {}, .harsh = 1, .step = 1, .scale = Interval::Scale::integer});
  probes["/programs/HNE@crash"] = {.code = 1};
  const Campaign done = campaign();
  EXPECT_EQ(verdict_of(done, "HNE@crash"), Counted::killed);
  EXPECT_EQ(result_of(done, "HNE@crash").trials.size(), 1u);
  EXPECT_THAT(result_of(done, "HNE@crash").reason, HasSubstr("only its strongest value was tried"));
}

} // namespace
} // namespace misfire
