// What a replay on a suite of its own may be taken for: nothing that happened to misfire, to the machine or
// to a network is a failed run of the mutant.
#include "tests/runner/campaign/on_suites.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using namespace testing;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class SuitesEvidence : public OnSuites {
protected:
  /// A score that is worse than the baseline's by 0.1.
  Program worse() {
    return kept([](std::uint64_t seed, Number) { return 0.8 + jitter(seed); });
  }

  fs::path kept_of(const Campaign& campaign, const std::string& id) {
    return configuration.output + "/kept/" + result_of(campaign, id).trials.at(0).program;
  }

  const stats::Verdict& on_strong(const Campaign& campaign) {
    last_result = result_of(campaign, "HLR");
    return last_result.trials.at(0).verdicts.at("strong");
  }

  /// A run of HLR, as a replay on the suite strong.
  Training replay_of(const Campaign& campaign, std::uint64_t seed) {
    return {.trial = {"HLR", {}},
            .seed = seed,
            .program = result_of(campaign, "HLR").trials.at(0).program,
            .replay = true,
            .suite = "strong"};
  }

  MutantResult last_result;
};

TEST_F(SuitesEvidence, networks_that_replays_wait_for_do_not_make_room) {
  configuration.runs = {20, 20}; // a run may leave a fiftieth of what may be kept
  judged();
  configuration.keep = kept_state(configuration.output).bytes + 1;
  add("TCL", worse());
  std::swap(mutants.front(), mutants.back()); // it trains before the replays of the others begin
  ask_for_suites();
  const Campaign after = judged();
  EXPECT_EQ(on("weak", after, "WRB"), Counted::killed);
  EXPECT_EQ(on("strong", after, "HLR"), Counted::killed);
  EXPECT_THAT(why(after, "TCL", "weak"), HasSubstr("all that may be kept"));
}

TEST_F(SuitesEvidence, what_was_killed_before_a_suite_was_there_does_not_go_first) {
  const auto is_left = [this](const std::string& judged_on) {
    fs::remove_all(configuration.output + "/kept");
    configuration.keep = 15;
    const Training killed{.trial = {"WRB", {}}, .seed = 1, .program = "killed"};
    Training more{.trial = {"HLR", {}}, .seed = 1, .program = "more"};
    Keeper keeper(configuration);
    more.kept = keeper.network_of(more);
    write_file(keeper.network_of(killed) + "/network", "ten bytes.");
    write_file(keeper.folder_of(killed) + "/killed", judged_on);
    write_file(more.kept + "/network", "ten bytes.");
    Keeper next(configuration);
    next.own(keeper.folder_of(killed));
    next.ended({.training = more, .run = {}, .current = {}});
    return fs::exists(keeper.network_of(killed));
  };
  ask_for_suites();
  EXPECT_FALSE(is_left("strong\ntest\nweak\n"));
  EXPECT_TRUE(is_left("test\n"));
  EXPECT_TRUE(is_left("test\nweak\n"));
}

TEST_F(SuitesEvidence, a_replay_that_is_late_beside_others_is_made_again_alone) {
  ask_for_suites();
  unsigned late = 0;
  change_on_strong = [&](Scripted& run) {
    if (last().arguments.front() == "/programs/HLR" && late++ == 0) run.seconds = 1e9;
  };
  EXPECT_EQ(on_strong(judged()).failed_mutant, 0);
}

TEST_F(SuitesEvidence, a_longer_limit_replays_what_took_too_long) {
  ask_for_suites();
  configuration.timeout = std::chrono::duration<double>(10);
  change_on_strong = [this](Scripted& run) {
    if (last().arguments.front() == "/programs/HLR") run.seconds = 100;
  };
  EXPECT_EQ(on_strong(judged()).failed_mutant, 6);
  judged();
  EXPECT_THAT(processes.started, IsEmpty());
  configuration.timeout = std::chrono::duration<double>(1000);
  EXPECT_EQ(on_strong(judged()).failed_mutant, 0);
  EXPECT_THAT(processes.started, SizeIs(6));
}

TEST_F(SuitesEvidence, a_score_that_was_not_seen_to_be_right_is_no_failed_run) {
  const Campaign before = judged();
  write_file(kept_of(before, "HLR") / "replays", "");
  ask_for_suites();
  const Campaign after = judged();
  EXPECT_EQ(on("strong", after, "HLR"), Counted::undecided);
  EXPECT_EQ(why(after, "HLR", "strong"), "no replay of it was seen to print strong_accuracy rightly");
  EXPECT_EQ(on("strong", after, "WRB"), Counted::killed);
}

TEST_F(SuitesEvidence, a_replay_that_was_lost_is_not_kept_and_is_asked_for_by_the_next_session) {
  const Campaign before = judged();
  ask_for_suites();
  const Training replay = replay_of(before, 1);
  Result<Store> store = Store::open(configuration.output);
  Keeper keeper(configuration);
  const auto conditions = *conditions_of_suites(configuration, {});
  Suites suites(configuration, *store, keeper, conditions), next(configuration, *store, keeper, conditions);
  Training trial = replay;
  trial.suite.clear();
  EXPECT_THAT(suites.missing({trial, 1, 1})->replays, SizeIs(2));
  ASSERT_TRUE(
      suites.keep({.training = replay, .run = {.outcome = Outcome::crashed}, .current = {}, .lost = true}));
  EXPECT_THAT(suites.missing({trial, 1, 1})->replays, SizeIs(1)) << "it would be lost again and again";
  EXPECT_THAT(next.missing({trial, 1, 1})->replays, SizeIs(2));
  fs::remove_all(keeper.network_of(replay));
  ASSERT_TRUE(suites.keep({.training = replay, .run = {.outcome = Outcome::crashed}, .current = {}}));
  EXPECT_THAT(marked_suites(**store->find_run({.program = replay.program, .seed = 1})), IsEmpty())
      << "it crashed for want of its network";
}

TEST_F(SuitesEvidence, an_interruption_leaves_what_trainings_have_decided) {
  judged();
  ask_for_suites();
  const std::size_t of_baseline = 2 * 6;
  options.interruption = [&] {
    return processes.started.size() < of_baseline + 3 ? Interruption::none : Interruption::finish;
  };
  const Campaign cut = judged();
  EXPECT_TRUE(cut.summary.interrupted);
  EXPECT_THAT(cut.open, IsEmpty());
  EXPECT_EQ(on("test", cut, "WRB"), Counted::killed);
  EXPECT_THAT(why(cut, "WRB", "weak"), HasSubstr("is not replayed yet"));
  options.interruption = [] { return Interruption::none; };
  const Campaign after = judged();
  EXPECT_FALSE(after.summary.interrupted);
  EXPECT_EQ(on("weak", after, "WRB"), Counted::killed);
}

TEST_F(SuitesEvidence, what_a_suite_cannot_judge_has_a_verdict_that_says_so_and_no_replays) {
  ask_for_suites();
  Result<Store> store = Store::open(configuration.output);
  const Keeper keeper(configuration);
  Suites suites(configuration, *store, keeper, *conditions_of_suites(configuration, {}));
  MutantResult result{.mutant = "HLR", .trials = {{.trial = {"HLR", {}}, .runs = 6}}};
  result.trials[0].verdicts["validation"] = {};
  EXPECT_FALSE(Suites::judges(result.trials[0]));
  Baseline baseline;
  baseline.samples = {{"strong", {}}, {"weak", {}}};
  ASSERT_TRUE(suites.judge(result, mutants[0], {}, baseline, *rules_of(configuration, exact)));
  EXPECT_EQ(result.trials[0].verdicts.at("weak").undecided_because,
            "the metric that it is measured by cannot judge this mutant");
}

TEST_F(SuitesEvidence, arguments_and_variables_are_told_apart) {
  configuration.suites["a"] = {.arguments = std::vector<std::string>{"--images", "N=1"}};
  configuration.suites["b"] = {.arguments = std::vector<std::string>{"--images"},
                               .environment = {{"N", "1"}}};
  const auto conditions = *conditions_of_suites(configuration, {});
  EXPECT_NE(conditions.at("a"), conditions.at("b"));
}

TEST_F(SuitesEvidence, parts_that_are_judged_on_other_suites_are_of_other_campaigns) {
  const auto digest = [this] {
    judged();
    return (*Store::open_to_read(configuration.output)->plan())->digest;
  };
  ask_for_suites();
  const std::string first = digest();
  EXPECT_EQ(digest(), first);
  configuration.suites["strong"].environment["SHIFT"] = "1";
  EXPECT_NE(digest(), first);
}

TEST_F(SuitesEvidence, a_suite_that_is_left_out_later_stays_with_no_run_that_is_replayed) {
  ask_for_suites();
  const Campaign before = judged();
  configuration.suites.erase("weak");
  configuration.suites["strong"].environment["SHIFT"] = "1";
  judged();
  Result<Store> store = Store::open_to_read(configuration.output);
  const auto first = **store->find_run({.program = result_of(before, "HLR").trials[0].program, .seed = 1});
  EXPECT_EQ(marked_suites(first), std::set<std::string>{"strong"});
  EXPECT_THAT(first.metrics, Not(::testing::Contains(::testing::Key("weak_accuracy"))));
}

} // namespace
} // namespace misfire
