// Kept networks on suites of their own: what is replayed for them, what is judged, and what is left out.
#include "tests/runner/campaign/on_suites.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using namespace testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST_F(OnSuites, a_finished_campaign_is_judged_on_suites_that_are_added_and_trains_nothing) {
  const Campaign before = judged();
  ask_for_suites();
  const Campaign after = judged();
  EXPECT_EQ(trainings(), 0u);
  EXPECT_EQ(processes.started.size(), 3 * 6 * 2u) << "the baseline and two mutants, six runs, two suites";
  EXPECT_THAT(said, HasSubstr("36 replays of networks that are kept were made to judge 2 suites; nothing"));
  for (const char* suite : {"test", "strong"}) {
    EXPECT_EQ(on(suite, after, "HLR"), Counted::killed) << suite;
    EXPECT_EQ(on(suite, after, "WRB"), Counted::killed) << suite;
  }
  EXPECT_EQ(on("weak", after, "HLR"), Counted::survived) << "ten images do not notice it";
  EXPECT_EQ(on("weak", after, "WRB"), Counted::killed);
  EXPECT_EQ(result_of(after, "HLR").trials[0].verdicts.at("test"),
            result_of(before, "HLR").trials[0].verdicts.at("test"));
  ASSERT_EQ(after.summary.baseline.size(), 3u);
  EXPECT_EQ(after.summary.baseline[2].metric, "weak_accuracy");
  EXPECT_NEAR(after.summary.baseline[2].mean, 0.99, 0.01);
  EXPECT_EQ(judged().results, after.results);
  EXPECT_THAT(processes.started, IsEmpty()) << "what is known is not replayed again";
}

TEST_F(OnSuites, what_runs_recorded_of_their_inputs_stands_beside_what_replays_record) {
  for (auto& [path, program] : programs)
    program = recording(program);
  const auto recorded = [&](const Campaign& campaign) {
    Result<Store> store = Store::open_to_read(configuration.output);
    const TrialResult trial = result_of(campaign, "HLR").trials[0];
    std::vector<std::pair<std::string, std::string>> suites;
    const Result<Recorded> all = store->recorded({.program = trial.program, .seed = 1});
    for (const Evaluation& one : all->evaluations)
      suites.emplace_back(one.suite, one.metric);
    return suites;
  };
  ask_for_suites();
  EXPECT_THAT(recorded(judged()), ElementsAre(Pair("strong", "strong_accuracy"), Pair("test", "accuracy"),
                                              Pair("weak", "weak_accuracy")));
  configuration.suites.erase("weak");
  configuration.suites["strong"].environment["SHIFT"] = "1";
  EXPECT_THAT(recorded(judged()), ElementsAre(Pair("strong", "strong_accuracy"), Pair("test", "accuracy")));
}

TEST_F(OnSuites, replays_are_started_as_their_suite_says) {
  ask_for_suites();
  configuration.suites["weak"].data = {folder / "easy"};
  judged();
  unsigned weak = 0, strong = 0;
  for (const Command& command : processes.started) {
    const bool is_weak = command.arguments.back() == "10", is_strong = command.environment.contains("IMAGES");
    weak += is_weak;
    strong += is_strong;
    EXPECT_FALSE(is_weak && is_strong);
    if (!is_weak) {
      EXPECT_EQ(command.arguments.back(), "1000");
    }
    if (is_weak || is_strong) {
      EXPECT_TRUE(command.environment.contains("MISFIRE_KEPT"));
    }
  }
  EXPECT_EQ(weak, 18u) << "also where suites are asked for from the start";
  EXPECT_EQ(strong, 18u);
  EXPECT_TRUE(fs::exists(configuration.output + "/logs/HLR/seed-1-replayed-on-weak.txt"));
}

TEST_F(OnSuites, a_trial_that_is_judged_before_its_networks_are_checked_waits_for_that) {
  configuration.runs = {2, 2};
  ask_for_suites();
  const Campaign after = judged();
  EXPECT_EQ(on("weak", after, "WRB"), Counted::killed) << why(after, "WRB", "weak");
  EXPECT_EQ(on("strong", after, "HLR"), Counted::killed) << why(after, "HLR", "strong");
}

TEST_F(OnSuites, another_condition_of_a_suite_replays_that_suite_alone) {
  ask_for_suites();
  judged();
  configuration.suites["strong"].environment["SHIFT"] = "1";
  judged();
  EXPECT_EQ(processes.started.size(), 18u);
  write_file(folder / "images", "one");
  configuration.suites["strong"].data = {folder / "images"};
  judged();
  write_file(folder / "images", "another");
  judged();
  EXPECT_EQ(processes.started.size(), 18u) << "what it reads has changed";
  EXPECT_EQ(trainings(), 0u);
}

TEST_F(OnSuites, a_trial_whose_networks_are_not_kept_is_undecided_there_and_says_why) {
  add("ARM", [this](std::uint64_t seed, Number) {
    if (const std::string keep = variable("MISFIRE_KEEP"); !keep.empty()) write_file(keep, "w");
    return scored(0.5 + jitter(seed), "it trains in a replay, too");
  });
  judged();
  ask_for_suites();
  const Campaign after = judged();
  EXPECT_EQ(on("test", after, "ARM"), Counted::killed);
  EXPECT_EQ(on("weak", after, "ARM"), Counted::undecided);
  EXPECT_EQ(why(after, "ARM", "weak"), "a replay trains outside of the loops that it passes over");
  EXPECT_THAT(said,
              HasSubstr("2 verdicts of a trial on a suite are undecided, since a replay trains outside"));
  EXPECT_EQ(on("weak", after, "WRB"), Counted::killed);
}

TEST_F(OnSuites, networks_that_are_gone_are_named_and_not_trained_again) {
  judged();
  for (const auto& trial : fs::directory_iterator(configuration.output + "/kept"))
    fs::remove_all(trial.path() / "seed-3");
  ask_for_suites();
  const Campaign after = judged();
  EXPECT_EQ(trainings(), 0u);
  EXPECT_THAT(heard.warnings, Contains("The suite weak is not judged, since of your program, no network of "
                                       "its run with seed 3 is kept."));
  EXPECT_EQ(after.summary.baseline.size(), 1u);
}

TEST_F(OnSuites, a_suite_on_which_the_program_itself_fails_is_left_out_and_tried_again) {
  ask_for_suites();
  change_on_strong = [](Scripted& run) { run = {.printed = "cannot open images\n", .code = 1}; };
  const Campaign first = judged();
  EXPECT_THAT(
      heard.warnings,
      Contains(HasSubstr("The suite strong is not judged, since a replay of the unmodified program")));
  EXPECT_EQ(on("weak", first, "WRB"), Counted::killed);
  EXPECT_EQ(first.summary.baseline.size(), 2u);
  change_on_strong = nullptr;
  const Campaign second = judged();
  EXPECT_EQ(on("strong", second, "HLR"), Counted::killed);
  EXPECT_EQ(trainings(), 0u);
}

TEST_F(OnSuites, what_fails_there_alone_is_a_failed_run_and_what_prints_nothing_is_none) {
  ask_for_suites();
  change_on_strong = [this](Scripted& run) {
    if (last().arguments.front() == "/programs/HLR") run = {.printed = "", .code = 1};
    if (last().arguments.front() == "/programs/WRB") run.printed = "";
  };
  const Campaign after = judged();
  EXPECT_EQ(on("strong", after, "HLR"), Counted::killed);
  EXPECT_EQ(result_of(after, "HLR").trials[0].verdicts.at("strong").failed_mutant, 6);
  EXPECT_EQ(why(after, "WRB", "strong"), "a replay of its run with seed 1 printed no strong_accuracy");
}

TEST_F(OnSuites, a_run_that_failed_in_training_has_failed_on_every_suite) {
  add("OCH", [this](std::uint64_t seed, Number number) {
    if (seed <= 5) return Scripted{.printed = "", .code = 1};
    return kept([](std::uint64_t one, Number) { return 0.9 + jitter(one); })(seed, number);
  });
  ask_for_suites();
  const Campaign after = judged();
  EXPECT_EQ(result_of(after, "OCH").trials[0].verdicts.at("weak").failed_mutant, 5);
  EXPECT_EQ(on("weak", after, "OCH"), Counted::killed);
}

TEST_F(OnSuites, runs_that_were_enough_elsewhere_may_not_tell_there) {
  exact = false;
  configuration.runs = {20, 20};
  add("TCL", kept([](std::uint64_t seed, Number) { return 0.2 + jitter(seed); }));
  ask_for_suites();
  change_on_strong = [this](Scripted& run) {
    if (last().arguments.front() == "/programs/TCL")
      run = scored(0.9 + jitter(std::stoull(variable("MISFIRE_SEED"))), untrained);
  };
  const Campaign after = judged();
  EXPECT_EQ(on("test", after, "TCL"), Counted::killed);
  EXPECT_EQ(result_of(after, "TCL").trials[0].runs, 3u);
  EXPECT_EQ(on("strong", after, "TCL"), Counted::undecided);
  EXPECT_EQ(why(after, "TCL", "strong"), "its 3 runs do not tell on these data, and nothing is trained for "
                                         "them: `misfire run --exact` makes all 20");
}

TEST_F(OnSuites, of_a_search_the_values_that_were_tried_are_judged_there) {
  add("HNE", kept([](std::uint64_t seed, Number number) { return 0.9 - 0.1 * (*number - 1) + jitter(seed); }),
      Interval{.mild = 1, .harsh = 9, .step = 1});
  ask_for_suites();
  const Campaign after = judged();
  const MutantResult result = result_of(after, "HNE");
  ASSERT_TRUE(result.mildest_killed.contains("test"));
  EXPECT_LT(result.mildest_killed.at("test"), result.mildest_killed.at("weak"))
      << "what ten images notice is harsher";
  EXPECT_EQ(result.mildest_killed.at("strong"), result.mildest_killed.at("test"));
  EXPECT_THAT(result.reason, ::testing::Not(HasSubstr("on strong")));

  change_on_strong = [this](Scripted& run) { // where only the strongest value is noticed
    if (last().arguments.front() == "/programs/HNE")
      run =
          scored(variable("MISFIRE_VALUE") == "9" ? 0.1 : 0.9 + jitter(std::stoull(variable("MISFIRE_SEED"))),
                 untrained);
  };
  configuration.suites["strong"].environment["AGAIN"] = "1";
  const MutantResult anew = result_of(judged(), "HNE");
  EXPECT_EQ(anew.mildest_killed.at("strong"), 9);
  EXPECT_THAT(anew.reason, HasSubstr("on strong, the search would go on, but nothing is trained for it"));
}

TEST_F(OnSuites, trainings_are_not_compared_by_what_their_networks_gave_there) {
  ask_for_suites();
  EXPECT_TRUE(judged().summary.reproducible);
  EXPECT_TRUE(judged().summary.reproducible) << "though the store holds more of one of two equal runs";
  EXPECT_EQ(trainings(), 0u);
}

} // namespace
} // namespace misfire
