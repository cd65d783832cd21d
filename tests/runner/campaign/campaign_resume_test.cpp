// Campaigns that are stopped, killed, repeated, or spread over more jobs: the same verdicts, nothing trained
// twice.
#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::CampaignFixture;
using ::testing::HasSubstr;
using testing::jitter;
using testing::Number;
using testing::scored;
using testing::Scripted;
using testing::worse_by;

class CampaignResumeTest : public CampaignFixture {
protected:
  void add_some_of_everything() {
    add("WRB@worse", worse_by(0.2));
    add("WRB@slightly", worse_by(0.006));
    add("WRB@nothing", programs["/programs/baseline"]);
    add("WRB@crash", [](std::uint64_t seed, Number) { return seed % 3 ? Scripted{.code = 1} : scored(0.9); });
    add(
        "TRD@data",
        [](std::uint64_t seed, Number share) { return scored(0.9 - 0.0004 * *share + jitter(seed), "x"); },
        Interval{.mild = 0.0, .harsh = 100, .step = 5});
    add(
        "HNE@epochs",
        [](std::uint64_t seed, Number epochs) {
          return scored(0.9 - (*epochs <= 3 ? 0.2 : 0) + jitter(seed), "x");
        },
        Interval{.mild = {}, .harsh = 1, .step = 1, .scale = Interval::Scale::integer});
    probes["/programs/HNE@epochs"] = {.report = "current 12\n"};
  }
};

TEST_F(CampaignResumeTest,
       a_campaign_killed_at_any_moment_goes_on_to_the_same_verdicts_without_training_twice) {
  add_some_of_everything();
  const Campaign undisturbed = campaign(1);
  const std::size_t trainings = processes.started.size();
  ASSERT_GT(trainings, 60u);
  for (std::size_t moment = 0; moment < trainings; moment += 3) {
    std::filesystem::remove_all(configuration.output);
    processes.started.clear();
    processes.dies_after = moment;
    EXPECT_THROW(run(1), testing::Killed);
    processes.dies_after = std::size_t(-1);
    EXPECT_EQ(campaign(1).results, undisturbed.results) << "killed at training " << moment;
    EXPECT_EQ(processes.started.size(), trainings) << "killed at training " << moment;
  }
}

TEST_F(CampaignResumeTest, only_what_was_being_trained_is_lost_when_several_jobs_are_killed) {
  add_some_of_everything();
  const Campaign undisturbed = campaign(3);
  const std::size_t trainings = processes.started.size();
  std::filesystem::remove_all(configuration.output);
  processes.started.clear();
  processes.dies_after = trainings / 2;
  EXPECT_THROW(run(3), testing::Killed);
  processes.dies_after = std::size_t(-1);
  EXPECT_EQ(campaign(3).results, undisturbed.results);
  EXPECT_LE(processes.started.size(), trainings + 3);
}

TEST_F(CampaignResumeTest, the_number_of_jobs_changes_neither_verdicts_nor_trainings) {
  add_some_of_everything();
  const Campaign one = campaign(1);
  const std::size_t trainings = processes.started.size();
  for (const unsigned jobs : {2u, 7u}) {
    std::filesystem::remove_all(configuration.output);
    processes.started.clear();
    EXPECT_EQ(campaign(jobs).results, one.results) << jobs;
    EXPECT_EQ(processes.started.size(), trainings) << jobs;
    EXPECT_EQ(processes.most_at_once, jobs);
  }
}

TEST_F(CampaignResumeTest, a_second_campaign_with_nothing_changed_trains_nothing) {
  add_some_of_everything();
  const Campaign first = campaign();
  processes.started.clear();
  const Campaign second = campaign();
  EXPECT_TRUE(processes.started.empty());
  EXPECT_EQ(second.results, first.results);
  EXPECT_EQ(second.summary.trained, 0u);
  EXPECT_EQ(second.summary.saved, first.summary.saved);
}

TEST_F(CampaignResumeTest, a_changed_binary_argument_or_pattern_is_trained_anew) {
  add("WRB@a", worse_by(0.2));
  add("WRB@b", worse_by(0.2));
  campaign();
  processes.started.clear();
  built.mutants["WRB@a"].digest = "changed";
  campaign();
  EXPECT_EQ(starts_of("WRB@a"), 3u);
  EXPECT_EQ(starts_of("WRB@b") + starts_of("baseline"), 0u);
  configuration.arguments = {"--epochs", "2"};
  processes.started.clear();
  campaign();
  EXPECT_EQ(starts_of("WRB@b"), 3u);
  EXPECT_EQ(starts_of("baseline"), 21u);
  configuration.metrics[0].pattern = "accuracy: (\\S+)";
  processes.started.clear();
  campaign();
  EXPECT_EQ(starts_of("baseline"), 21u);
}

TEST_F(CampaignResumeTest, changed_surroundings_train_everything_anew_and_the_old_ones_nothing) {
  add_some_of_everything();
  options.trust.surroundings.data = "data of May";
  campaign();
  const std::size_t trainings = processes.started.size();
  options.trust.surroundings.data = "data of June";
  campaign();
  EXPECT_EQ(processes.started.size(), 2 * trainings);
  options.trust.surroundings.data = "data of May";
  campaign();
  EXPECT_EQ(processes.started.size(), 2 * trainings);
}

TEST_F(CampaignResumeTest, a_machine_that_computes_other_bits_trains_everything_anew_the_baseline_too) {
  add("WRB@a", worse_by(0.2));
  options.trust.arithmetic = "5a7d";
  campaign();
  processes.started.clear();
  options.trust.arithmetic = "another";
  campaign();
  EXPECT_EQ(starts_of("WRB@a"), 3u);
  EXPECT_EQ(starts_of("baseline"), 21u);
  EXPECT_EQ(*Store::open_to_read(configuration.output)->runs_of_other_arithmetic("another"), 24u);
  EXPECT_EQ(*Store::open_to_read(configuration.output)->runs_of_other_arithmetic("a third"), 48u);
  processes.started.clear();
  options.trust.arithmetic = "5a7d";
  campaign();
  EXPECT_TRUE(processes.started.empty()) << "the first machine finds its own again";
}

TEST_F(CampaignResumeTest, a_fresh_campaign_trains_everything_anew_once) {
  add_some_of_everything();
  add("WRB@worse_too", worse_by(0.2)); // whose binary is another's
  built.mutants["WRB@worse_too"] = built.mutants["WRB@worse"];
  const Campaign first = campaign(1);
  const std::size_t trainings = processes.started.size();
  options.trust.fresh = true;
  EXPECT_EQ(campaign(1).results, first.results);
  EXPECT_EQ(processes.started.size(), 2 * trainings) << "and what two mutants share once";
}

TEST_F(CampaignResumeTest, a_run_that_took_too_long_beside_others_counts_as_it_goes_alone) {
  std::size_t beside = 0;
  bool hung = false;
  add("WRB@crowded", [&](std::uint64_t seed, Number) {
    Scripted scripted = scored(0.9 + jitter(seed), "x");
    if (seed == 2 && !hung) scripted.seconds = 1e6;
    if (seed == 2 && hung) beside = processes.running_now();
    hung = hung || seed == 2;
    return scripted;
  });
  add("WRB@other", worse_by(0.006));
  const MutantResult result = result_of(campaign(3), "WRB@crowded");
  EXPECT_EQ(result.trials.front().verdicts.at("test").failed_mutant, 0);
  EXPECT_TRUE(hung);
  EXPECT_EQ(beside, 0u) << "running beside the second try";
}

TEST_F(CampaignResumeTest, every_value_of_a_search_that_took_too_long_beside_others_is_made_again_alone) {
  std::map<Number, unsigned> tries;
  const auto program = [&](std::uint64_t seed, Number number) {
    Scripted scripted = scored(0.9 + jitter(seed), "x");
    const bool crowded = seed == 1 && tries[number]++ == 0;
    if (*number >= 4 || crowded) scripted.seconds = 1e6;
    return scripted;
  };
  add("HLR@a", program, Interval{.mild = 0.0, .harsh = 4, .step = 1});
  const MutantResult result = result_of(campaign(3), "HLR@a");
  ASSERT_GT(result.trials.size(), 1u);
  for (const TrialResult& trial : result.trials)
    if (*trial.trial.number < 4) {
      EXPECT_EQ(trial.verdicts.at("test").failed_mutant, 0) << *trial.trial.number;
    }
}

TEST_F(CampaignResumeTest, after_an_interruption_nothing_is_made_again_alone) {
  Interruption interruption = Interruption::none;
  options.interruption = [&] { return interruption; };
  add("WRB@hangs", [&](auto, auto) {
    interruption = Interruption::finish;
    return Scripted{.seconds = 1e6};
  });
  EXPECT_TRUE(campaign(1).summary.interrupted);
  EXPECT_EQ(starts_of("WRB@hangs"), 1u);
  add("WRB@other", worse_by(0.2));
  options.interruption = [] { return Interruption::none; };
  EXPECT_EQ(verdict_of(campaign(1), "WRB@hangs"), Counted::killed);
}

TEST_F(CampaignResumeTest, a_mutant_that_takes_too_long_alone_too_is_not_doubted_again) {
  add("WRB@hangs", [](auto, auto) { return Scripted{.seconds = 1e6}; });
  EXPECT_EQ(verdict_of(campaign(2), "WRB@hangs"), Counted::killed);
  // The first two ran side by side and were put aside; both are confirmed, the others count at once.
  EXPECT_EQ(starts_of("WRB@hangs"), 5u + 2u);
}

TEST_F(CampaignResumeTest, more_runs_than_before_train_only_what_is_missing) {
  exact = true;
  configuration.runs = {.baseline = 5, .mutant = 5};
  add("WRB@a", worse_by(0.2));
  campaign();
  processes.started.clear();
  configuration.runs = {.baseline = 8, .mutant = 7};
  campaign();
  EXPECT_EQ(starts_of("baseline"), 3u);
  EXPECT_EQ(starts_of("WRB@a"), 2u);
}

TEST_F(CampaignResumeTest, an_interrupted_campaign_keeps_what_was_being_trained_and_starts_nothing_more) {
  add_some_of_everything();
  Interruption interruption = Interruption::none;
  options.interruption = [&] { return interruption; };
  heard.on_progress = [&] {
    if (heard.progress.trained == 4) interruption = Interruption::finish; // and two are being trained
  };
  const Campaign interrupted = campaign(2);
  EXPECT_TRUE(interrupted.summary.interrupted);
  const std::size_t started = processes.started.size();
  EXPECT_EQ(interrupted.summary.trained + 1, started) << "all that was started was kept; one was a probe";
  interruption = Interruption::none;
  heard.on_progress = nullptr;
  campaign(2);
  std::filesystem::remove_all(configuration.output);
  const std::size_t both = processes.started.size();
  processes.started.clear();
  campaign(2);
  EXPECT_EQ(both, processes.started.size()) << "nothing was trained twice";
}

TEST_F(CampaignResumeTest, a_second_interruption_stops_at_once) {
  add_some_of_everything();
  Interruption interruption = Interruption::none;
  options.interruption = [&] { return interruption; };
  heard.on_progress = [&] {
    if (heard.progress.trained == 4) interruption = Interruption::stop;
  };
  const Campaign stopped = campaign(3);
  EXPECT_TRUE(stopped.summary.interrupted);
  EXPECT_LT(stopped.summary.trained + 1, processes.started.size());
}

TEST_F(CampaignResumeTest, a_run_that_a_shorter_timeout_killed_is_tried_again) {
  add("WRB@slow", [](std::uint64_t seed, Number) {
    Scripted scripted = scored(0.9 + jitter(seed));
    scripted.seconds = 30;
    return scripted;
  });
  EXPECT_EQ(verdict_of(campaign(), "WRB@slow"), Counted::killed);
  configuration.timeout = std::chrono::duration<double>(60);
  EXPECT_EQ(verdict_of(campaign(), "WRB@slow"), Counted::survived);
}

TEST_F(CampaignResumeTest, a_baseline_that_cannot_write_over_a_file_is_told_what_to_do) {
  add("WRB@a", worse_by(0.2));
  Scripted refused{.printed = "model.pt: Read-only file system\n", .code = 1};
  programs["/programs/baseline"] = [&](auto, auto) { return refused; };
  const Result<Campaign> read_only = run(1);
  ASSERT_FALSE(read_only);
  EXPECT_EQ(read_only.error().fault, Fault::baseline);
  EXPECT_THAT(read_only.error().message,
              HasSubstr("The program writes over a file or folder that exists already"));
  refused.printed = "something else\n";
  EXPECT_THAT(run(1).error().message, ::testing::Not(HasSubstr("writes over")));
}

} // namespace
} // namespace misfire
