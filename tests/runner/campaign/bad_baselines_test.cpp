// Programs that cannot be judged by, or hardly: each ends in one sentence, or goes on with a warning.
#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::CampaignFixture;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::jitter;
using testing::Number;
using testing::scored;
using testing::Scripted;
using testing::worse_by;

struct BadBaseline {
  std::string name;
  Scripted run;
  std::string sentence;
};

class BaselineTest : public CampaignFixture, public ::testing::WithParamInterface<BadBaseline> {};

TEST_P(BaselineTest, a_baseline_that_cannot_be_judged_by_is_one_sentence_with_the_logs_path) {
  programs["/programs/baseline"] = [](std::uint64_t, Number) { return GetParam().run; };
  add("WRB@a", worse_by(0));
  const Result<Campaign> ran = run(1);
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().fault, Fault::baseline);
  EXPECT_THAT(ran.error().message, HasSubstr(GetParam().sentence));
  EXPECT_THAT(ran.error().message, HasSubstr(folder / "out/logs/baseline/seed-1.txt"));
  EXPECT_EQ(ran.error().message.find('\n'), std::string::npos);
  EXPECT_EQ(processes.started.size(), 1u) << "the first failure is enough";
  Result<Store> store = Store::open_to_read(configuration.output);
  ASSERT_TRUE(store);
  EXPECT_THAT(*store->results(), IsEmpty()) << "there is no score";
}

TEST_P(BaselineTest, a_baseline_that_was_mended_is_trained_again) {
  const auto good = programs["/programs/baseline"];
  programs["/programs/baseline"] = [](std::uint64_t, Number) { return GetParam().run; };
  ASSERT_FALSE(run());
  programs["/programs/baseline"] = good;
  EXPECT_TRUE(run()) << "its data may have been what was missing";
}

INSTANTIATE_TEST_SUITE_P(
    Each, BaselineTest,
    ::testing::Values(
        BadBaseline{"crashes_at_once", {.code = 3}, "ended with exit status 3"},
        BadBaseline{
            "crashes_at_the_end", {.printed = "Test accuracy: 0.9\n", .code = 139}, "ended with signal 11"},
        BadBaseline{"hangs", {.seconds = 1e6}, "killed after 3600 s"},
        BadBaseline{"prints_nothing", {}, "It printed nothing"},
        BadBaseline{"prints_no_metric", {.printed = "done\n"}, "prints no metric accuracy"},
        BadBaseline{"prints_nan", {.printed = "Test accuracy: nan\n"}, "is \"nan\""},
        BadBaseline{"prints_it_in_another_form",
                    {.printed = "test_accuracy=0.9\n"},
                    "no line matches the pattern 'Test accuracy: (\\S+)'. It printed \"test_accuracy=0.9\""},
        BadBaseline{"prints_no_number", {.printed = "Test accuracy: 90%\n"}, "is \"90%\""}),
    [](const auto& tested) { return tested.param.name; });

class WarnedBaselineTest : public CampaignFixture {};

TEST_F(WarnedBaselineTest, a_metric_that_no_seed_moves_is_warned_of_before_anything_is_judged) {
  programs["/programs/baseline"] = [](std::uint64_t seed, Number) {
    return scored(10, fmt::format("{}", seed));
  };
  add("WRB@a", programs["/programs/baseline"]);
  options.only_estimate = true;
  campaign();
  EXPECT_THAT(heard.warnings,
              ElementsAre(::testing::AllOf(HasSubstr("The metric accuracy is \"10\" in all 20 runs"),
                                           HasSubstr("'Test accuracy: (\\S+)'"))));
}

TEST_F(WarnedBaselineTest, a_metric_that_seeds_move_is_not) {
  add("WRB@a", worse_by(0.2));
  campaign();
  EXPECT_THAT(heard.warnings, IsEmpty());
}

TEST_F(WarnedBaselineTest, one_that_is_not_reproducible_is_told_before_anything_is_judged) {
  unsigned calls = 0;
  programs["/programs/baseline"] = [&](std::uint64_t seed, Number) {
    return scored(0.9 + jitter(seed), fmt::format("{}", ++calls));
  };
  options.only_estimate = true;
  campaign();
  EXPECT_FALSE(heard.estimate->reproducible);
}

} // namespace
} // namespace misfire
