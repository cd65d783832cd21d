// Faults in networks that are trained already: their runs are replays of the baseline's networks, and nothing
// is trained for them.
#include "runner/campaign/trained_networks.h"

#include "tests/runner/campaign/on_suites.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using namespace testing;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AfterTraining : public OnSuites {
protected:
  AfterTraining() {
    configuration.metrics.push_back(
        {.name = "train_accuracy", .suite = "train", .pattern = "Train accuracy: (\\S+)"});
    programs["/programs/baseline"] = trains_too(programs["/programs/baseline"]);
    mutants.clear();
    add_fault("NEB", 0.2);
    add_fault("GF", 0);
  }

  /// A program that spoils the network that it is given.
  void add_fault(const std::string& id, double loss) {
    add(id, [this, loss](std::uint64_t seed, Number) {
      given[seed] = std::stod(text_of(variable("MISFIRE_KEPT")));
      return scored(given[seed] - loss, untrained);
    });
    mutants.back().after_training = true;
  }

  /// What only a program that trains prints is no part of a replay.
  Program trains_too(Program program) {
    return [this, program](std::uint64_t seed, Number number) {
      Scripted ran = program(seed, number);
      if (variable("MISFIRE_KEPT").empty()) ran.printed += "Train accuracy: 0.95\n";
      return ran;
    };
  }

  std::size_t starts_of_faults() const { return starts_of("NEB") + starts_of("GF"); }

  /// Why such a campaign ends before it judges.
  std::string refusal() {
    Keeper keeper(configuration);
    options.keeper = &keeper;
    const Result<Campaign> ran = run();
    return ran ? "" : ran.error().message;
  }

  std::map<std::uint64_t, double> given; ///< networks, by seed
};

TEST_F(AfterTraining, a_run_is_a_replay_of_the_baselines_network_with_its_seed) {
  const Campaign campaign = judged();
  EXPECT_EQ(verdict_of(campaign, "NEB"), Counted::killed);
  EXPECT_EQ(verdict_of(campaign, "GF"), Counted::survived) << "what changes nothing is not noticed";
  EXPECT_EQ(trainings(), 7u) << "the baseline's six, and its first once more";
  EXPECT_EQ(starts_of_faults(), 12u);
  EXPECT_EQ(campaign.replayed, 12u);
  EXPECT_EQ(campaign.summary.trained, 7u);
  for (std::uint64_t seed = 1; seed <= 6; ++seed)
    EXPECT_NEAR(given.at(seed), 0.9 + jitter(seed), 1e-9);
  EXPECT_EQ(heard.estimate->most_runs, 0u);
  EXPECT_EQ(heard.estimate->after_training, 2u);
}

TEST_F(AfterTraining, nothing_is_made_again_and_the_baselines_networks_are_as_they_were) {
  const Campaign first = judged();
  const std::string kept = configuration.output + "/kept";
  std::set<std::string> before, after;
  for (const auto& entry : fs::recursive_directory_iterator(kept))
    before.insert(entry.path());
  const Campaign second = judged();
  EXPECT_THAT(processes.started, IsEmpty());
  EXPECT_EQ(second.results, first.results);
  for (const auto& entry : fs::recursive_directory_iterator(kept))
    after.insert(entry.path());
  EXPECT_EQ(after, before) << "a network with a fault is not kept";
}

TEST_F(AfterTraining, only_what_is_measured_when_training_is_over_judges) {
  const Campaign campaign = judged();
  const TrialResult trial = result_of(campaign, "NEB").trials.at(0);
  EXPECT_TRUE(trial.verdicts.contains("test"));
  EXPECT_FALSE(trial.verdicts.contains("train"));
}

TEST_F(AfterTraining, there_is_a_run_for_each_network_of_the_baseline_and_no_more) {
  configuration.runs = {4, 6};
  const Campaign campaign = judged();
  EXPECT_EQ(starts_of("NEB"), 4u);
  EXPECT_EQ(result_of(campaign, "NEB").trials.at(0).planned, 4u);
}

TEST_F(AfterTraining, suites_of_their_own_do_not_ask_for_replays_of_them) {
  ask_for_suites();
  const Campaign campaign = judged();
  EXPECT_EQ(starts_of_faults(), 12u);
  EXPECT_EQ(verdict_of(campaign, "NEB"), Counted::killed);
  EXPECT_EQ(on("weak", campaign, "NEB"), Counted::undecided);
}

TEST_F(AfterTraining, a_fault_that_cannot_be_made_in_the_network_is_inapplicable) {
  programs["/programs/NEB"] = [](std::uint64_t, Number) {
    return Scripted{.report = "inapplicable its layer has one neuron\n"};
  };
  const MutantResult result = result_of(judged(), "NEB");
  EXPECT_EQ(result.standing, Standing::inapplicable);
  EXPECT_EQ(result.reason, "its layer has one neuron");
}

TEST_F(AfterTraining, a_program_whose_replay_prints_otherwise_is_told_so) {
  programs["/programs/baseline"] = [this](std::uint64_t seed, Number) {
    const bool replays = !variable("MISFIRE_KEPT").empty();
    if (!variable("MISFIRE_KEEP").empty()) write_file(variable("MISFIRE_KEEP"), "0.9");
    Scripted ran = scored(replays ? 0.1 : 0.9 + jitter(seed), replays ? untrained : "baseline");
    ran.printed += "Train accuracy: 0.95\n";
    return ran;
  };
  EXPECT_THAT(refusal(), HasSubstr("cannot be evaluated again, since a replay prints another accuracy."));
  EXPECT_EQ(starts_of_faults(), 0u);
}

TEST_F(AfterTraining, a_program_whose_networks_have_no_room_or_are_not_kept_is_told_so) {
  configuration.keep = 60; // bytes
  EXPECT_THAT(refusal(), HasSubstr("cannot be evaluated again, since "));
  TrainingProgram program;
  EXPECT_TRUE(check_keeping(configuration, program));
  program.passable.obstacle = "a loop that trains stands in a macro";
  EXPECT_THAT(check_keeping(configuration, program).error().message, HasSubstr("since a loop that trains "));
  configuration.keep = 0;
  EXPECT_THAT(check_keeping(configuration, {}).error().message, HasSubstr("`keep: 10GB` in misfire.yml"));
  EXPECT_THAT(check_networks(nullptr, {}, {}).error().message, HasSubstr("does not build with what keeps"));
}

} // namespace
} // namespace misfire
