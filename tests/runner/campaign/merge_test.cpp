// Parts of a campaign, joined: as if it had been one; and what cannot be joined.
#include "runner/store/merge.h"
#include "runner/suite_marks.h"

#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::Number;
using testing::scored;
using testing::worse_by;

class MergeTest : public testing::CampaignFixture {
protected:
  MergeTest() {
    for (int i = 0; i < 5; ++i)
      add(fmt::format("WRB@{}", i), worse_by(0.1 * i));
    add(
        "TRD@data",
        [](std::uint64_t seed, Number share) {
          return scored(0.9 - (*share >= 60 ? 0.2 : 0) + testing::jitter(seed), "x");
        },
        Interval{.mild = 0.0, .harsh = 100, .step = 5});
    options.plan.digest = "the ids of all";
  }

  /// Runs one part into a folder of its own.
  std::string part(unsigned k, unsigned of) {
    const std::vector<Mutant> all = mutants;
    std::vector<Mutant> own;
    for (std::size_t i = k; i < all.size(); i += of)
      own.push_back(all[i]);
    mutants = own;
    options.plan.shard = {k, of};
    configuration.output = folder / fmt::format("part-{}-of-{}", k, of);
    campaign();
    mutants = all;
    return configuration.output;
  }

  std::string refusal(const std::vector<std::string>& parts) {
    const Result<void> merged = merge(parts, folder / "whole");
    EXPECT_FALSE(std::filesystem::exists(folder / "whole/store.sqlite"));
    return merged ? "merged" : merged.error().message;
  }
};

TEST_F(MergeTest, parts_make_the_whole_that_one_machine_would_have_made) {
  const Campaign alone = campaign();
  const std::vector<std::string> parts{part(2, 3), part(0, 3), part(1, 3)};
  const Result<void> merged = merge(parts, folder / "whole");
  ASSERT_TRUE(merged) << merged.error().message;
  Result<Store> whole = Store::open_to_read(folder / "whole");
  EXPECT_EQ(*whole->results(), alone.results) << "in the order of the whole, too";
  EXPECT_EQ((*whole->summary())->saved, alone.summary.saved);
  EXPECT_FALSE((*whole->summary())->interrupted);
  ASSERT_FALSE(alone.results.empty());
  for (const MutantResult& result : alone.results)
    for (const TrialResult& trial : result.trials) {
      const auto runs = whole->runs(trial.program, trial.trial.number, trial.first_seed, trial.runs);
      ASSERT_EQ(runs->size(), trial.runs) << result.mutant;
      EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(folder / "whole") / runs->front().log));
    }
}

TEST_F(MergeTest, what_runs_recorded_of_their_inputs_comes_along) {
  for (auto& [path, program] : programs)
    program = testing::recording(program);
  ASSERT_TRUE(merge({part(0, 2), part(1, 2)}, folder / "whole"));
  Result<Store> whole = Store::open_to_read(folder / "whole");
  const Result<std::vector<MutantResult>> results = whole->results();
  ASSERT_FALSE(results->empty());
  const auto recorded_of = [&](const std::string& program, Number number, std::uint64_t seed) {
    return *whole->recorded({.program = program, .number = number, .seed = seed});
  };
  const Recorded expected{{{"test", "accuracy", 0, "set", "00000000000000aa", "0", "8"}}, ""};
  EXPECT_EQ(recorded_of((*whole->summary())->baseline_program, {}, 1), expected);
  for (const MutantResult& result : *results)
    for (const TrialResult& trial : result.trials)
      EXPECT_EQ(recorded_of(trial.program, trial.trial.number, trial.first_seed), expected) << result.mutant;
}

TEST_F(MergeTest, a_missing_part_and_one_that_comes_twice_are_told) {
  const std::string zero = part(0, 3), one = part(1, 3);
  EXPECT_THAT(refusal({zero, one}), HasSubstr("Of the 3 parts of this campaign, 2 is missing."));
  EXPECT_THAT(refusal({zero}), HasSubstr("1 and 2 are missing."));
  EXPECT_THAT(refusal({zero, one, one}), HasSubstr("are the same part, 1/3."));
}

TEST_F(MergeTest, parts_of_machines_that_compute_other_bits_are_refused_though_their_baselines_agree) {
  options.trust.arithmetic = "5a7d";
  const std::string zero = part(0, 2);
  options.trust.arithmetic = "another";
  EXPECT_THAT(refusal({zero, part(1, 2)}),
              AllOf(HasSubstr("compute other bits"), HasSubstr("arithmetic: portable")));
  options.trust.arithmetic = "5a7d";
  EXPECT_TRUE(merge({zero, part(1, 2)}, folder / "whole"));
}

TEST_F(MergeTest, parts_of_different_campaigns_are_refused) {
  const std::string zero = part(0, 2);
  EXPECT_THAT(refusal({zero, part(1, 3)}), HasSubstr("parts of different campaigns"));
  configuration.effect = 0.8;
  EXPECT_THAT(refusal({zero, part(1, 2)}), HasSubstr("parts of different campaigns")) << "other rules";
  configuration.effect = 0.5;
  built.baseline.digest = "another";
  std::filesystem::remove_all(folder / "part-1-of-2");
  EXPECT_THAT(refusal({zero, part(1, 2)}), HasSubstr("parts of different campaigns")) << "another program";
}

TEST_F(MergeTest, what_networks_gave_on_suites_of_their_own_is_not_compared) {
  const std::vector<std::string> parts{part(0, 2), part(1, 2)};
  {
    Result<Store> store = Store::open(parts[0]);
    const std::string program = (*store->summary())->baseline_program;
    auto first = store->runs(program, {}, 1, 1)->front();
    first.metrics["old_accuracy"] = {"0.5"};
    put_mark(first, "old",
             {.conditions = "c", .ending = "finished", .timeout = 1, .metrics = {"old_accuracy"}});
    ASSERT_TRUE(store->keep({.program = program, .seed = 1}, first));
  }
  const Result<void> merged = merge(parts, folder / "whole");
  EXPECT_TRUE(merged) << merged.error().message;
}

TEST_F(MergeTest, machines_that_compute_differently_are_told) {
  const std::string zero = part(0, 2);
  programs["/programs/baseline"] = [](std::uint64_t seed, Number) {
    return scored(0.91 + testing::jitter(seed));
  };
  EXPECT_THAT(refusal({zero, part(1, 2)}), HasSubstr("their machines compute differently"));
}

TEST_F(MergeTest, a_part_that_is_not_finished_is_refused) {
  const std::string zero = part(0, 2);
  options.interruption = [&] {
    return heard.progress.mutants_done >= 1 ? Interruption::finish : Interruption::none;
  };
  heard.progress = {};
  EXPECT_THAT(refusal({zero, part(1, 2)}), HasSubstr("is not finished: "));
}

TEST_F(MergeTest, a_campaign_that_is_there_is_not_overwritten) {
  const std::vector<std::string> parts{part(0, 2), part(1, 2)};
  ASSERT_TRUE(merge(parts, folder / "whole"));
  const Result<void> again = merge(parts, folder / "whole");
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, HasSubstr("There is a campaign in "));
}

} // namespace
} // namespace misfire
