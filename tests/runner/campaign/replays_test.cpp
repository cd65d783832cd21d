// Campaigns after a change: what is replayed on the networks that an earlier program left, and what is
// trained, since the change may reach it.
#include "tests/runner/campaign/replays_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using namespace testing;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(AfterAChange, more_test_data_train_the_baseline_twice_and_give_the_verdicts_of_training_anew) {
  campaign_on({});
  EXPECT_EQ(trained(), everything);
  EXPECT_THAT(said, IsEmpty());
  campaign_on({});
  EXPECT_THAT(said, IsEmpty()) << "there is nothing to replay";

  Version doubled{.source = replaced(before_any_change, "images = 1000", "images = 2000"), .shift = 0.0123};
  const Campaign replayed = campaign_on(doubled);
  EXPECT_EQ(trained(), only_checks);
  std::set<std::string> logs;
  for (const Command& command : processes.started)
    EXPECT_TRUE(logs.insert(command.output).second)
        << "two runs side by side would print into " << command.output;
  EXPECT_THAT(said, HasSubstr("17 runs were replayed and not trained"));
  EXPECT_THAT(said, HasSubstr("the verdicts of 2 mutants rest on networks that were kept."));
  EXPECT_THAT(replayed.results.front().reason, HasSubstr("6 of its 6 runs are replays"));

  EXPECT_EQ(campaign_on(doubled).results, replayed.results);
  EXPECT_EQ(trained(), (Counts{0, 0, 0})) << "what was replayed is known";
  const Campaign anew = campaign_on(doubled, /*retrain=*/true);
  EXPECT_EQ(trained(), (Counts{5, 6, 6})) << "all that was not";
  EXPECT_EQ(verdicts_of(replayed), verdicts_of(anew));
  EXPECT_THAT(said, IsEmpty());

  Version tripled{.source = replaced(before_any_change, "images = 1000", "images = 3000"), .shift = 0.02};
  campaign_on(tripled);
  EXPECT_EQ(trained(), only_checks) << "networks go on to the next program";
  campaign_on({});
  EXPECT_EQ(trained(), (Counts{0, 0, 0})) << "what was trained at first is still known";
}

TEST_F(AfterAChange, what_was_recorded_of_the_training_data_is_taken_over_with_what_was_printed_of_them) {
  configuration.metrics.push_back(
      {.name = "train_accuracy", .suite = "train", .pattern = "Train accuracy: (\\S+)"});
  prints_of_training_data = true;
  campaign_on({});
  const Campaign replayed =
      campaign_on({.source = replaced(before_any_change, "images = 1000", "images = 2000"), .shift = 0.01});
  EXPECT_EQ(trained(), only_checks);
  Result<Store> store = Store::open(configuration.output);
  const TrialResult& trial = replayed.results.front().trials.front();
  const Result<Recorded> of_it = store->recorded({.program = trial.program, .seed = 4});
  ASSERT_EQ(of_it->evaluations.size(), 1u);
  EXPECT_EQ(of_it->evaluations.front().metric, "train_accuracy");
  EXPECT_EQ(of_it->evaluations.front().hashes, "00000000000000aa");
}

TEST_F(AfterAChange, an_interrupted_campaign_goes_on_and_replays_the_rest) {
  campaign_on({});
  Version doubled{.source = replaced(before_any_change, "images = 1000", "images = 2000"), .shift = 0.01};
  processes.dies_after = 4;
  unsigned deaths = 0, of_baseline = 0, of_mutants = 0;
  for (bool dies = true; dies && deaths < 20;) {
    dies = false;
    try {
      campaign_on(doubled);
    } catch (const Killed&) {
      dies = true;
      ++deaths;
    }
    of_baseline += trained("baseline");
    of_mutants += trained("HLR") + trained("WRB");
  }
  EXPECT_GT(deaths, 2u);
  EXPECT_EQ(of_baseline, 2u);
  EXPECT_EQ(of_mutants, 0u);
}

TEST_F(AfterAChange, a_change_of_training_trains_everything_and_no_stale_network_is_used) {
  campaign_on({});
  Version other{.source = replaced(before_any_change, "rate = 0.1", "rate = 0.2"),
                .training = "faster",
                .shift = -0.05};
  const Campaign changed = campaign_on(other);
  EXPECT_EQ(trained(), everything);
  EXPECT_THAT(said, HasSubstr("Nothing was replayed, since the baseline's run with seed 1 trains otherwise "
                              "than before the change."));
  for (const MutantResult& result : changed.results)
    EXPECT_THAT(result.reason, Not(HasSubstr("replays")));
  const auto replays = std::ranges::count_if(
      processes.started, [](const Command& command) { return command.environment.contains("MISFIRE_KEPT"); });
  EXPECT_EQ(replays, 3) << "the checks of what was trained now";
}

TEST_F(AfterAChange, what_reaches_a_mutant_alone_is_seen_by_one_seed_of_it) {
  campaign_on({});
  Version other{.around_HLR = "run with more in it"};
  campaign_on(other);
  EXPECT_EQ(trained(), (Counts{2, 1, 0})) << "its first run is as it was";
  EXPECT_THAT(said,
              HasSubstr("Of 1 mutant one run was trained first, since the function around the fault has "
                        "changed."));
  Version reaching{.training_of_HLR = "other", .around_HLR = "run with a part of its own"};
  campaign_on(reaching);
  EXPECT_EQ(trained(), (Counts{2, 6, 0}));
  EXPECT_THAT(said, HasSubstr("Runs of 1 mutant were trained, since it trains otherwise than before"));
}

TEST_F(AfterAChange, a_replay_that_is_wrong_on_todays_test_data_ends_all_replays) {
  campaign_on({});
  Version wrong{.source = replaced(before_any_change, "return net(data)", "return net(data) + seen"),
                .replays_are_wrong = true};
  campaign_on(wrong);
  EXPECT_EQ(trained(), everything);
  EXPECT_THAT(said, HasSubstr("a replay on today's test data prints another accuracy than the run"));
}

TEST_F(AfterAChange, networks_of_another_campaign_than_the_baselines_are_not_trusted) {
  campaign_on({});
  const std::vector<Mutant> both = mutants;
  std::erase_if(mutants, [](const Mutant& mutant) { return mutant.id == "HLR"; });
  campaign_on({.data = "other training images", .training = "other"});
  EXPECT_EQ(trained(), (Counts{7, 0, 6}));
  mutants = both;
  const Version doubled{.source = replaced(before_any_change, "images = 1000", "images = 2000"),
                        .data = "other training images",
                        .training = "other"};
  campaign_on(doubled);
  EXPECT_EQ(trained(), (Counts{2, 6, 0})) << "the networks of HLR were trained on the first images";
}

TEST_F(AfterAChange, of_several_earlier_programs_that_counts_which_trained_as_this_one_does) {
  campaign_on({});
  campaign_on({.source = replaced(before_any_change, "rate = 0.1", "rate = 0.2"), .training = "faster"});
  EXPECT_EQ(trained(), everything);
  campaign_on({.source = replaced(before_any_change, "images = 1000", "images = 2000")});
  EXPECT_EQ(trained(), only_checks) << said;
}

TEST_F(AfterAChange, without_networks_everything_is_trained) {
  configuration.keep = 0;
  campaign_on({});
  configuration.keep = 10'000'000;
  campaign_on({.data = "2000 images"});
  EXPECT_EQ(trained(), everything);
  EXPECT_THAT(said, IsEmpty());
}

TEST_F(AfterAChange, other_data_files_are_taken_for_test_data_until_the_baseline_trains_otherwise) {
  campaign_on({});
  campaign_on({.data = "other images", .shift = 0.01});
  EXPECT_EQ(trained(), only_checks);
  campaign_on({.data = "other training images", .training = "other"});
  EXPECT_EQ(trained(), everything);
}

TEST_F(AfterAChange, arguments_may_reach_anything_and_another_library_or_compiler_ends_all_replays) {
  campaign_on({});
  campaign_on({.arguments = "--test-images=2000"});
  EXPECT_EQ(trained(), (Counts{2, 1, 1}));
  EXPECT_THAT(said, HasSubstr("the program's arguments have changed"));
  campaign_on({.circumstances = "another libtorch"});
  EXPECT_EQ(trained(), everything);
  EXPECT_THAT(
      said,
      HasSubstr("Nothing was replayed, since compilers, flags, libraries, the number of threads or what "
                "the machine computes are not those that networks were kept with."));
}

TEST_F(AfterAChange, a_run_whose_network_is_gone_is_trained_and_the_others_are_replayed) {
  campaign_on({});
  for (const auto& trial : fs::directory_iterator(configuration.output + "/kept"))
    if (trial.is_directory()) fs::remove_all(trial.path() / "seed-4");
  campaign_on({.data = "2000 images"});
  EXPECT_EQ(trained(), (Counts{3, 1, 1}));
  EXPECT_THAT(said,
              HasSubstr("Runs of 2 mutants were trained, since of some of its runs no network was kept"));
}

TEST_F(AfterAChange, runs_that_were_never_made_are_trained_and_counted_and_no_others) {
  configuration.runs = {6, 4};
  campaign_on({});
  configuration.runs = {6, 6};
  Version doubled{.source = replaced(before_any_change, "images = 1000", "images = 2000"), .shift = 0.0123};
  const Campaign replayed = campaign_on(doubled);
  EXPECT_EQ(trained(), (Counts{2, 2, 2}));
  EXPECT_THAT(said,
              HasSubstr("4 runs of 2 mutants were trained, since what is scored now asks for some that had "
                        "never been made.\n"));
  EXPECT_THAT(said, Not(HasSubstr("no network")));
  EXPECT_EQ(verdicts_of(replayed), verdicts_of(campaign_on(doubled, /*retrain=*/true)));
}

TEST_F(AfterAChange, a_metric_that_training_prints_is_that_of_the_training) {
  configuration.metrics.push_back({.name = "loss", .suite = "train", .pattern = "loss (\\S+)"});
  const auto with_loss = [this](const std::string& id, double shift) {
    return [this, id, shift](std::uint64_t seed, Number number) {
      Scripted run = program_of(id, {.shift = shift})(seed, number);
      if (!processes.started.back().environment.contains("MISFIRE_KEPT"))
        run.printed = fmt::format("loss 5\nloss {}\n", 2 + score_of(id, seed, {})) + run.printed;
      return run;
    };
  };
  // As campaign_on, with programs that print more.
  for (const double shift : {0.0, 0.01}) {
    built.baseline.digest = fmt::format("baseline {}", shift);
    programs["/programs/baseline"] = with_loss("baseline", shift);
    for (const char* id : {"HLR", "WRB"}) {
      built.mutants[id].digest = fmt::format("{} {}", id, shift);
      programs[std::string("/programs/") + id] = with_loss(id, shift);
    }
    Result<Store> store = Store::open(configuration.output);
    Keeper keeper(configuration);
    Replays replays(configuration, *store, keeper, provenance_of({}), false);
    options.keeper = &keeper;
    options.replays = &replays;
    const std::unique_ptr<Executor> executor = this_machine(processes, Isolation::links, configuration, 2);
    processes.started.clear();
    const std::vector<MutantEntry> entries{{.id = "HLR", .operator_id = "HLR"},
                                           {.id = "WRB", .operator_id = "WRB"}};
    const auto ran = run_campaign({mutants, entries, built}, configuration, *rules_of(configuration, exact),
                                  *executor, *store, heard, options);
    ASSERT_TRUE(ran) << ran.error().message;
    ASSERT_EQ(ran->summary.baseline.size(), 2u);
    said = replays.text();
    EXPECT_NEAR(ran->summary.baseline.back().mean, 2.9, 0.02);
  }
  EXPECT_EQ(trained(), only_checks) << said;
}

} // namespace
} // namespace misfire
