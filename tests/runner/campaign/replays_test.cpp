// Campaigns after a change: what is replayed on the networks that an earlier program left, and what is
// trained, since the change may reach it. A network is the text that its run printed; a program says what a
// replay makes of it.
#include "runner/campaign/replays.h"

#include "runner/campaign/kept_origin.h"

#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using namespace testing;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* before_any_change = R"(constexpr int test_images = 1000;
constexpr double rate = 0.1;
double test(Net& net, Data& data) { return net(data); }
void run() {
  auto data = load(test_images);
  for (auto& batch : training_data) step(batch, rate);
  printf("Test accuracy: %f", test(net, data));
}
)";

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  return text.replace(text.find(old), old.size(), by);
}

/// A program as it stands: its source, and what its runs print.
class AfterAChange : public CampaignFixture {
protected:
  AfterAChange() {
    configuration.keep = 10'000'000;
    configuration.runs = {6, 6};
    exact = true;
    add("HLR", {});
    add("WRB", {});
  }

  /// What the program is made to be: each mutant's score, its training, and what its test data make of that.
  struct Version {
    std::string source = before_any_change;
    std::string data = "1000 images"; ///< of the surroundings
    std::string arguments = "", circumstances = "";
    std::string training = "";                ///< part of all fingerprints
    std::string training_of_HLR = "";         ///< of its alone
    std::string around_HLR = "run as it was"; ///< the function that it stands in
    double shift = 0;                         ///< by which the test data move every score
    bool replays_are_wrong = false;
  };

  static double score_of(const std::string& id, std::uint64_t seed) {
    return 0.9 + jitter(seed) - (id == "WRB" ? 0.3 : id == "HLR" ? 0.001 : 0);
  }

  Program program_of(const std::string& id, const Version& version) {
    return [this, id, version](std::uint64_t seed, Number) {
      const auto& environment = processes.started.back().environment;
      const auto given = environment.find("MISFIRE_KEPT"), keep = environment.find("MISFIRE_KEEP");
      if (given != environment.end()) {
        const double score = std::stod(text_of(given->second));
        return Scripted{.printed = fmt::format("Test accuracy: {}\n",
                                               score + version.shift + (version.replays_are_wrong ? 0.1 : 0)),
                        .report = "fingerprint " + std::string(untrained) + "\n"};
      }
      if (keep != environment.end()) write_file(keep->second, fmt::format("{}", score_of(id, seed)));
      return scored(score_of(id, seed) + version.shift, id + version.training +
                                                            (id == "HLR" ? version.training_of_HLR : "") +
                                                            std::to_string(seed));
    };
  }

  Provenance provenance_of(const Version& version) const {
    const auto loop = std::uint32_t(version.source.find("for (auto& batch"));
    return {.circumstances = "gcc" + version.circumstances,
            .arguments = version.arguments,
            .sources = {{"main.cpp", version.source}},
            .loops = {{"main.cpp", loop}},
            .mutants = {{"HLR", {"HLR", "HLR in " + version.around_HLR}}, {"WRB", {"WRB", "WRB in run"}}}};
  }

  /// A campaign on a version.
  Campaign campaign_on(const Version& version, bool retrain = false) {
    const std::string digest = version.source + version.training + version.training_of_HLR +
                               version.circumstances + version.around_HLR +
                               (version.replays_are_wrong ? "!" : "");
    built.baseline.digest = "baseline" + digest;
    programs["/programs/baseline"] = program_of("baseline", version);
    for (const char* id : {"HLR", "WRB"}) {
      built.mutants[id].digest = id + digest;
      programs[std::string("/programs/") + id] = program_of(id, version);
    }
    options.trust.surroundings = {version.data, version.circumstances};
    configuration.arguments = {version.arguments};
    Result<Store> store = Store::open(configuration.output);
    std::vector<MutantEntry> entries;
    for (const Mutant& mutant : mutants)
      entries.push_back({.id = mutant.id, .operator_id = mutant.operator_id});
    Keeper keeper(configuration);
    Replays replays(configuration, *store, keeper, provenance_of(version), retrain);
    options.keeper = &keeper;
    options.replays = &replays;
    const std::unique_ptr<Executor> executor = this_machine(processes, Isolation::links, configuration, 2);
    processes.started.clear();
    const Result<Campaign> ran =
        run_campaign({mutants, entries, built}, configuration, *rules_of(configuration, exact), *executor,
                     *store, heard, options);
    EXPECT_TRUE(ran) << (ran ? "" : ran.error().message);
    said = replays.text();
    return ran ? *ran : Campaign{};
  }

  /// Trainings of a program, without its replays.
  unsigned trained(const std::string& id) const {
    return unsigned(std::ranges::count_if(processes.started, [&](const Command& command) {
      return command.arguments.front() == "/programs/" + id && !command.environment.contains("MISFIRE_KEPT");
    }));
  }
  std::vector<unsigned> trained() const { return {trained("baseline"), trained("HLR"), trained("WRB")}; }

  /// Verdicts without what says how they were come to.
  static std::vector<std::map<std::string, stats::Verdict>> verdicts_of(const Campaign& campaign) {
    std::vector<std::map<std::string, stats::Verdict>> verdicts;
    for (const MutantResult& result : campaign.results)
      for (const TrialResult& trial : result.trials)
        verdicts.push_back(trial.verdicts);
    return verdicts;
  }

  std::string said; ///< at the end of the last campaign
};

using Counts = std::vector<unsigned>;
const Counts everything{7, 6, 6}, only_checks{2, 0, 0};

TEST_F(AfterAChange, more_test_data_train_the_baseline_twice_and_give_the_verdicts_of_training_anew) {
  campaign_on({});
  EXPECT_EQ(trained(), everything);
  EXPECT_THAT(said, IsEmpty());

  Version doubled{.source = replaced(before_any_change, "images = 1000", "images = 2000"), .shift = 0.0123};
  const Campaign replayed = campaign_on(doubled);
  EXPECT_EQ(trained(), only_checks);
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

/// A kind of edit: what changed, and what must be trained for it.
struct Edit {
  const char* name;
  std::string old, by; ///< in the source
  Counts trained;
  std::string said = "";
  std::string training = ""; ///< that it leads to
};

class AnEditOf : public AfterAChange, public ::testing::WithParamInterface<Edit> {};

TEST_P(AnEditOf, the_source_trains_what_it_may_reach) {
  campaign_on({});
  const Edit& edit = GetParam();
  ASSERT_NE(std::string(before_any_change).find(edit.old), std::string::npos);
  Version version{.source = replaced(before_any_change, edit.old, edit.by), .training = edit.training};
  campaign_on(version);
  EXPECT_EQ(trained(), edit.trained) << said;
  EXPECT_THAT(said, HasSubstr(edit.said));
}

const Counts one_each{2, 1, 1};

INSTANTIATE_TEST_SUITE_P(
    Of, AnEditOf,
    ::testing::Values(
        Edit{"the_number_of_test_images", "images = 1000", "images = 500", only_checks},
        Edit{"its_type", "constexpr int test", "constexpr long test", only_checks},
        Edit{"how_it_is_tested", "return net(data)", "return 2 * net(data)", only_checks},
        Edit{"what_is_printed", "printf(\"Test", "printf(\"The end.\\n\"); printf(\"Test", only_checks},
        Edit{"where_test_data_come_from", "load(test_images)", "load(test_images, \"b\")", only_checks},
        Edit{"a_new_function", "void run", "int unused() { return 1; }\nvoid run", only_checks},
        Edit{"a_new_constant", "void run", "constexpr int unused = 1;\nvoid run", only_checks},
        Edit{"another_test_after_it", "  printf", "  test(net, other);\n  printf", only_checks},
        Edit{"a_name_for_test_data", "  for (auto", "  auto& all = data;\n  for (auto", only_checks},
        Edit{"a_call_before_training", "  for (auto", "  set_threads(2);\n  for (auto", one_each,
             "before it trains"},
        Edit{"a_condition_before_training", "  for (auto", "  if (data.empty()) return;\n  for (auto",
             one_each},
        Edit{"test_data_that_are_drawn", "load(test_images)", "torch::randn(test_images)", one_each,
             "random numbers are drawn"},
        Edit{"an_include", "constexpr int test", "#include <more>\nconstexpr int test", one_each,
             "directive"},
        Edit{"a_rate_that_makes_no_difference", "rate = 0.1", "rate = 0.10", one_each, "main.cpp:6"},
        Edit{"the_loop_that_trains", "step(batch, rate)", "step(batch, 2 * rate / 2)", one_each,
             "has changed"},
        Edit{"the_head_of_what_trains", "void run()", "void run(int = 0)", one_each, "the head of run"},
        Edit{"a_rate", "rate = 0.1", "rate = 0.2", everything, "trains otherwise", "faster"},
        Edit{"the_training_data", "training_data)", "half_of_them)", everything, "trains otherwise", "less"},
        Edit{"a_loop_more", "step(batch, rate);", "step(batch, rate);\n  for (auto& b : more) step(b, rate);",
             everything, "trains otherwise", "longer"},
        Edit{"test_data_drawn_from_what_training_draws_from", "load(test_images)", "randn(2)", everything,
             "trains otherwise", "shifted"}),
    [](const auto& tested) { return tested.param.name; });

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
  EXPECT_THAT(said, IsEmpty());
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

TEST_F(AfterAChange, a_metric_that_training_prints_is_that_of_the_training) {
  configuration.metrics.push_back({.name = "loss", .suite = "train", .pattern = "loss (\\S+)"});
  const auto with_loss = [this](const std::string& id, double shift) {
    return [this, id, shift](std::uint64_t seed, Number number) {
      Scripted run = program_of(id, {.shift = shift})(seed, number);
      if (!processes.started.back().environment.contains("MISFIRE_KEPT"))
        run.printed = fmt::format("loss 5\nloss {}\n", 2 + score_of(id, seed)) + run.printed;
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
