// Whole campaigns on pretended programs: verdicts, what is trained for them, and what is not.
#include "runner/training/memory.h"
#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::CampaignFixture;
using ::testing::ElementsAre;
using testing::halves;
using ::testing::HasSubstr;
using testing::jitter;
using testing::Number;
using testing::scored;
using testing::Scripted;
using testing::worse_by;

class CampaignTest : public CampaignFixture {};

TEST_F(CampaignTest, a_mutant_that_is_much_worse_is_killed_and_one_that_is_no_worse_survives) {
  add("WRB@worse", worse_by(0.2));
  add("WRB@same", worse_by(0.0));
  add("WRB@better", worse_by(-0.05));
  const Campaign done = campaign();
  EXPECT_EQ(verdict_of(done, "WRB@worse"), Counted::killed);
  EXPECT_EQ(verdict_of(done, "WRB@same"), Counted::survived);
  EXPECT_EQ(verdict_of(done, "WRB@better"), Counted::better);
  EXPECT_FALSE(done.summary.interrupted);
}

TEST_F(CampaignTest, a_goal_to_minimize_turns_the_verdict_around) {
  configuration.metrics[0].goal = Goal::minimize;
  add("WRB@lower", worse_by(0.2));
  add("WRB@higher", worse_by(-0.2));
  const Campaign done = campaign();
  EXPECT_EQ(verdict_of(done, "WRB@lower"), Counted::better);
  EXPECT_EQ(verdict_of(done, "WRB@higher"), Counted::killed);
}

TEST_F(CampaignTest, every_mutant_run_has_the_seed_of_a_baseline_run_and_the_first_baseline_seed_runs_twice) {
  configuration.runs = {.baseline = 3, .mutant = 3};
  add("WRB@a", worse_by(0.2));
  campaign();
  std::multiset<std::string> seeds;
  for (const Command& command : processes.started)
    seeds.insert(command.arguments.front() + " " + command.environment.at("MISFIRE_SEED"));
  EXPECT_THAT(seeds, ElementsAre("/programs/WRB@a 1", "/programs/WRB@a 2", "/programs/WRB@a 3",
                                 "/programs/baseline 1", "/programs/baseline 1", "/programs/baseline 2",
                                 "/programs/baseline 3"));
}

TEST_F(CampaignTest, runs_get_one_thread_and_the_number_of_their_trial) {
  add("HBS@a", worse_by(0.2));
  mutants.back().number = 0.1;
  campaign();
  ASSERT_FALSE(processes.started.empty());
  for (const Command& command : processes.started) {
    EXPECT_EQ(command.environment.at("OMP_NUM_THREADS"), "1");
    EXPECT_EQ(command.environment.at("OPENBLAS_NUM_THREADS"), "1");
    EXPECT_EQ(command.environment.contains("MISFIRE_VALUE"), command.arguments.front() == "/programs/HBS@a");
  }
  EXPECT_EQ(processes.started.back().environment.at("MISFIRE_VALUE"), "0.1");
}

TEST_F(CampaignTest, every_run_may_hold_its_share_of_the_memory_or_what_is_asked_for) {
  add("WRB@a", worse_by(0.2));
  for (const MemoryLimit& limit :
       {MemoryLimit{}, MemoryLimit{.share = 0.3}, MemoryLimit{.bytes = 5'000'000}}) {
    configuration.memory = limit;
    std::filesystem::remove_all(configuration.output);
    processes.started.clear();
    campaign(3);
    EXPECT_GT(starts_of("baseline") + starts_of("WRB@a"), 23u);
    for (const Command& command : processes.started)
      EXPECT_EQ(command.memory, memory_of_a_run(limit, 3)) << spelled(limit);
  }
}

TEST_F(CampaignTest, clear_cases_stop_early_and_exact_makes_all_runs) {
  add("WRB@worse", worse_by(0.2));
  const Campaign early = campaign();
  EXPECT_EQ(starts_of("WRB@worse"), 3u);
  EXPECT_EQ(early.summary.saved, 17u);
  exact = true;
  const Campaign all = campaign();
  EXPECT_EQ(starts_of("WRB@worse"), 20u) << "and none of the three again";
  EXPECT_EQ(all.summary.saved, 0u);
  EXPECT_EQ(verdict_of(all, "WRB@worse"), Counted::killed);
}

TEST_F(CampaignTest, two_runs_equal_to_the_baselines_end_a_trial_as_no_effect) {
  add("OPX@same", programs["/programs/baseline"]);
  const Campaign done = campaign();
  EXPECT_EQ(result_of(done, "OPX@same").standing, Standing::no_effect);
  EXPECT_EQ(starts_of("OPX@same"), 2u) << "its binary may be the baseline's, but it is trained itself";
}

TEST_F(CampaignTest, equal_metrics_without_equal_fingerprints_decide_nothing) {
  add("WRB@rounded", worse_by(0));
  programs["/programs/baseline"] = [](std::uint64_t seed, Number) { return scored(0.9 + jitter(seed)); };
  programs["/programs/WRB@rounded"] = programs["/programs/baseline"];
  EXPECT_EQ(verdict_of(campaign(), "WRB@rounded"), Counted::survived);
}

TEST_F(CampaignTest, a_baseline_that_is_not_reproducible_is_reported_and_switches_off_no_effect) {
  unsigned calls = 0;
  programs["/programs/baseline"] = [&](std::uint64_t seed, Number) {
    return scored(0.9 + jitter(seed), fmt::format("{}", ++calls));
  };
  add("WRB@same",
      [](std::uint64_t seed, Number) { return scored(0.9 + jitter(seed), fmt::format("{}", seed)); });
  const Campaign done = campaign();
  EXPECT_FALSE(done.summary.reproducible);
  EXPECT_FALSE(heard.estimate->reproducible);
  EXPECT_EQ(verdict_of(done, "WRB@same"), Counted::survived);
}

TEST_F(CampaignTest, a_baseline_that_is_not_reproducible_is_not_compared_seed_by_seed) {
  unsigned calls = 0;
  programs["/programs/baseline"] = [&](std::uint64_t seed, Number) {
    return scored(0.9 + jitter(seed), fmt::format("{}", ++calls));
  };
  add("WRB@a", worse_by(0.2));
  configuration.test = "wilcoxon";
  const Result<Campaign> refused = run();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("wilcoxon compares your program and a mutant seed by seed"));
  EXPECT_EQ(starts_of("WRB@a"), 0u);
  configuration.test = "mann-whitney";
  EXPECT_EQ(verdict_of(campaign(), "WRB@a"), Counted::killed);
}

TEST_F(CampaignTest, an_identity_mutant_with_fresh_seeds_runs_the_seeds_after_the_baselines_to_a_verdict) {
  add("no-op", programs["/programs/baseline"]);
  mutants.back().fresh_seeds = true;
  exact = true;
  EXPECT_EQ(verdict_of(campaign(1), "no-op"), Counted::survived);
  EXPECT_EQ(processes.started.back().environment.at("MISFIRE_SEED"), "40");
  EXPECT_EQ(starts_of("no-op"), 20u);
}

TEST_F(CampaignTest, a_run_that_ends_well_without_a_score_leaves_its_mutant_undecided_and_says_why) {
  add("HNE@silent", [](auto, auto) { return Scripted{.printed = "done\n"}; });
  const MutantResult result = result_of(campaign(), "HNE@silent");
  const stats::Verdict* verdict = counting_verdict(result, "test");
  ASSERT_TRUE(verdict);
  EXPECT_EQ(counted_as(*verdict), Counted::undecided);
  EXPECT_EQ(verdict->undecided_because,
            "its run with seed 1 ended well but printed no accuracy, by which it would be judged");
  EXPECT_EQ(verdict->failed_mutant, 0);
  EXPECT_LE(starts_of("HNE@silent"), 2u);
}

TEST_F(CampaignTest, crashes_divergence_and_hanging_are_failed_runs_that_kill) {
  add("WRB@crash", [](auto, auto) { return Scripted{.code = 3}; });
  add("WRB@nan", [](auto, auto) { return Scripted{.printed = "Test accuracy: nan\n"}; });
  add("WRB@hang", [](auto, auto) { return Scripted{.seconds = 1e6}; });
  const Campaign done = campaign();
  ASSERT_EQ(done.results.size(), 3u);
  for (const MutantResult& result : done.results) {
    const stats::Verdict* verdict = counting_verdict(result, "test");
    ASSERT_TRUE(verdict);
    EXPECT_EQ(counted_as(*verdict), Counted::killed) << result.mutant;
    EXPECT_EQ(verdict->cause, stats::Cause::failures) << result.mutant;
    EXPECT_EQ(verdict->k, 0) << result.mutant;
  }
}

TEST_F(CampaignTest, a_mutant_may_take_five_times_the_slowest_baseline_run_and_twenty_seconds_at_least) {
  add("WRB@a", worse_by(0.2));
  campaign();
  EXPECT_EQ(processes.started.front().timeout, 3600) << "the baseline's own";
  EXPECT_EQ(processes.started.back().timeout, 20);

  built.baseline.digest = "slower";
  programs["/programs/baseline"] = [](std::uint64_t seed, Number) {
    Scripted scripted = scored(0.9 + jitter(seed));
    scripted.seconds = seed == 7 ? 10 : 6;
    return scripted;
  };
  built.mutants["WRB@a"].digest = "another";
  campaign();
  EXPECT_EQ(processes.started.back().timeout, 50);
}

TEST_F(CampaignTest, a_mutant_that_does_not_compile_stops_nobody) {
  add("WRB@broken", worse_by(0));
  built.mutants["WRB@broken"] = {.path = "", .diagnostic = "error: no matching function", .digest = ""};
  add("WRB@worse", worse_by(0.2));
  const Campaign done = campaign();
  EXPECT_EQ(result_of(done, "WRB@broken").standing, Standing::unbuildable);
  EXPECT_EQ(result_of(done, "WRB@broken").reason, "error: no matching function");
  EXPECT_EQ(verdict_of(done, "WRB@worse"), Counted::killed);
}

TEST_F(CampaignTest, another_subject_in_the_same_store_is_trained_and_judged_by_itself) {
  add("WRB@a", worse_by(0.2));
  EXPECT_EQ(verdict_of(campaign(), "WRB@a"), Counted::killed);
  const Built first = built;
  const auto first_programs = programs;
  processes.started.clear();

  built.baseline.digest = "digest of another baseline";
  built.mutants["WRB@a"].digest = "digest of another mutant";
  programs["/programs/baseline"] = [](std::uint64_t seed, Number) { return scored(0.5 + jitter(seed)); };
  programs["/programs/WRB@a"] = programs["/programs/baseline"];
  const Campaign other = campaign();
  EXPECT_EQ(verdict_of(other, "WRB@a"), Counted::survived);
  EXPECT_DOUBLE_EQ(other.summary.baseline.front().mean, 0.5);
  EXPECT_EQ(other.summary.kept, 0u);
  EXPECT_EQ(starts_of("baseline"), 21u);
  EXPECT_GE(starts_of("WRB@a"), 5u);

  built = first;
  programs = first_programs;
  processes.started.clear();
  const Campaign again = campaign();
  EXPECT_EQ(verdict_of(again, "WRB@a"), Counted::killed);
  EXPECT_EQ(processes.started.size(), 0u) << "the first one's runs are there still";
}

TEST_F(CampaignTest, each_run_gets_the_device_that_has_the_fewest) {
  configuration.devices = {"0", "3"};
  add("WRB@a", worse_by(0.2));
  campaign(2);
  std::map<std::string, int> uses;
  for (const Command& command : processes.started)
    ++uses[command.environment.at("CUDA_VISIBLE_DEVICES")];
  EXPECT_EQ(uses.size(), 2u);
  EXPECT_NEAR(uses["0"], uses["3"], 2);
}

TEST_F(CampaignTest, an_estimate_says_how_many_runs_would_show_the_effect_that_is_to_kill) {
  add("WRB@a", worse_by(0.2));
  options.only_estimate = true;
  campaign();
  EXPECT_EQ(heard.estimate->runs_for_effect, 31u) << "1.96 * sqrt(2 / 31) = 0.498";
  configuration.effect = 0.8;
  campaign();
  EXPECT_EQ(heard.estimate->runs_for_effect, 0u) << "20 runs show 0.62";
}

TEST_F(CampaignTest, the_estimate_comes_before_any_mutant_and_dry_runs_end_with_it) {
  configuration.runs = {.baseline = 5, .mutant = 5};
  add("WRB@a", worse_by(0.2));
  add("TRD@data", worse_by(0.2), halves);
  options.only_estimate = true;
  campaign(2);
  ASSERT_TRUE(heard.estimate);
  EXPECT_EQ(heard.estimate->mutants, 2u);
  EXPECT_EQ(heard.estimate->most_runs, 5 * (1 + 8))
      << "harsh end, five halvings of twenty values, two neighbours";
  EXPECT_DOUBLE_EQ(heard.estimate->most_seconds, 45 * 1.0 / 2);
  EXPECT_NEAR(*heard.estimate->smallest_effect, 1.24, 0.001) << "1.96 * sqrt(2 / 5)";
  EXPECT_EQ(starts_of("WRB@a") + starts_of("TRD@data"), 0u);
}

} // namespace
} // namespace misfire
