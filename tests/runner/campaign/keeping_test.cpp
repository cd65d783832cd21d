// A campaign that keeps networks: what it checks, what it keeps, and what goes. A network is the score that a
// run had.
#include "runner/campaign/keeper.h"

#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class Keeping : public CampaignFixture {
protected:
  Keeping() {
    configuration.keep = 1'000'000;
    programs["/programs/baseline"] = keeping([](std::uint64_t seed, Number) {
      return scored(0.9 + jitter(seed), fmt::format("baseline {}", seed));
    });
    keeper = std::make_unique<Keeper>(configuration);
    options.keeper = keeper.get();
  }

  std::string variable(const std::string& name) const {
    const auto& environment = processes.started.back().environment;
    const auto found = environment.find(name);
    return found == environment.end() ? "" : found->second;
  }

  /// The program as one whose network can be kept: replays print `replayed` of what it printed.
  Program keeping(Program program, std::function<std::string(std::string)> replayed = {}) {
    return [this, program, replayed](std::uint64_t seed, Number number) {
      if (const std::string given = variable("MISFIRE_KEPT"); !given.empty()) {
        const std::string printed = text_of(given);
        return Scripted{.printed = replayed ? replayed(printed) : printed,
                        .report = "fingerprint " + std::string(untrained) + "\n"};
      }
      Scripted run = program(seed, number);
      if (const std::string keep = variable("MISFIRE_KEEP"); !keep.empty()) write_file(keep, run.printed);
      return run;
    };
  }

  std::size_t replays_of(const std::string& id) const {
    return std::size_t(std::ranges::count_if(processes.started, [&](const Command& command) {
      return command.arguments.front() == "/programs/" + id && command.environment.contains("MISFIRE_KEPT");
    }));
  }

  KeptState state() const { return kept_state(configuration.output); }

  std::unique_ptr<Keeper> keeper;
};

TEST_F(Keeping, replays_the_first_run_of_every_trial_once_and_changes_no_verdict) {
  add("HLR", keeping(worse_by(0)));
  add("WRB", keeping(worse_by(0.5)));
  const Campaign kept = campaign();
  EXPECT_EQ(replays_of("baseline"), 1u);
  EXPECT_EQ(replays_of("HLR"), 1u);
  EXPECT_EQ(replays_of("WRB"), 1u);
  EXPECT_EQ(verdict_of(kept, "HLR"), Counted::survived);
  EXPECT_EQ(verdict_of(kept, "WRB"), Counted::killed);
  EXPECT_EQ(state().trials, 3u);
  EXPECT_TRUE(state().refused.empty());
  EXPECT_THAT(keeper->cost(), HasSubstr("The replays that checked them took 3.0 s, "));
  EXPECT_THAT(kept.summary.circumstances,
              ::testing::Contains(Pair("kept networks", HasSubstr("Networks of 3 trials are kept, "))));
  EXPECT_GT(heard.estimate->kept_bytes, 0u);
  unsigned networks = 0;
  for (const auto& entry : fs::recursive_directory_iterator(configuration.output + "/kept"))
    networks += entry.path().filename() == "network";
  EXPECT_EQ(networks, kept.summary.trained - 1) << "all but the run that repeats the baseline's first";

  Keeper again(configuration);
  options.keeper = &again;
  const std::size_t before = processes.started.size();
  campaign();
  EXPECT_EQ(processes.started.size(), before) << "what is known is neither trained nor replayed again";
}

TEST_F(Keeping, keeps_nothing_of_a_trial_whose_replay_prints_something_else) {
  add("HLR", keeping(worse_by(0), [](const std::string&) { return "Test accuracy: 0.123\n"; }));
  add("WRB", keeping(worse_by(0), [](const std::string&) { return ""; }));
  campaign();
  EXPECT_EQ(state().trials, 1u);
  EXPECT_THAT(state().refused, ElementsAre(Pair("a replay does not print accuracy", 1),
                                           Pair("a replay prints another accuracy", 1)));
  EXPECT_THAT(text_of(state()),
              HasSubstr("Of 1 trial no network is kept, since a replay prints another accuracy.\n"));
}

TEST_F(Keeping, keeps_nothing_of_a_program_that_says_it_cannot) {
  add("HLR", [this](std::uint64_t seed, Number) {
    Scripted run = scored(0.9 + jitter(seed), "mutant");
    run.report += "unkept the program starts other processes\n";
    return run;
  });
  campaign();
  EXPECT_EQ(replays_of("HLR"), 0u);
  EXPECT_THAT(state().refused, ElementsAre(Pair("the program starts other processes", 1)));
}

TEST_F(Keeping, trains_in_a_replay_no_more_than_anywhere_else) {
  add("HLR", [this](std::uint64_t seed, Number) {
    if (const std::string keep = variable("MISFIRE_KEEP"); !keep.empty()) write_file(keep, "w");
    return scored(0.9 + jitter(seed), "it trains");
  });
  campaign();
  EXPECT_THAT(state().refused,
              ElementsAre(Pair("a replay trains outside of the loops that it passes over", 1)));
}

TEST_F(Keeping, makes_room_by_what_is_killed_first) {
  configuration.keep = 50 * 24; // bytes; a network has 20 or some, and 2 x 20 of 3 trials are more
  keeper = std::make_unique<Keeper>(configuration);
  options.keeper = keeper.get();
  add("WRB", keeping(worse_by(0.5)));
  add("HLR", keeping(worse_by(0)));
  exact = true;
  configuration.runs = {20, 20};
  campaign(1);
  const KeptState after = state();
  EXPECT_LE(after.bytes, configuration.keep);
  EXPECT_GE(after.trials, 2u);
}

TEST_F(Keeping, makes_room_by_what_an_earlier_program_left) {
  const std::string left = configuration.output + "/kept/of an earlier program/seed-1/network";
  write_file(left, std::string(configuration.keep, 'x'));
  keeper = std::make_unique<Keeper>(configuration);
  options.keeper = keeper.get();
  campaign();
  EXPECT_FALSE(fs::exists(left));
  EXPECT_EQ(state().trials, 1u);
}

TEST_F(Keeping, leaves_the_metric_of_the_training_data_to_runs_that_train) {
  configuration.metrics.push_back({.name = "loss", .suite = "train", .pattern = "loss (\\S+)"});
  const Program both = [](std::uint64_t seed, Number) {
    return Scripted{.printed = fmt::format("loss 1\nTest accuracy: {}\n", 0.9 + jitter(seed))};
  };
  programs["/programs/baseline"] =
      keeping(both, [](const std::string& printed) { return printed.substr(printed.find("Test")); });
  campaign();
  EXPECT_EQ(state().trials, 1u);
}

TEST_F(Keeping, nothing_is_kept_where_nothing_is_asked_for) {
  configuration.keep = 0;
  Keeper none(configuration);
  options.keeper = &none;
  add("HLR", keeping(worse_by(0)));
  campaign();
  EXPECT_EQ(replays_of("HLR"), 0u);
  EXPECT_FALSE(fs::exists(configuration.output + "/kept"));
  EXPECT_EQ(text_of(state()), "");
}

} // namespace
} // namespace misfire
