// Programs that print their metric after every epoch, on which fewer epochs cost nothing.
#include "tests/runner/campaign/campaign_fixture.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

using testing::CampaignFixture;
using ::testing::HasSubstr;
using testing::jitter;
using ::testing::Not;
using testing::Number;
using testing::Scripted;

class FreeEpochsTest : public CampaignFixture {
protected:
  static constexpr unsigned all_epochs = 12;

  /// Prints an accuracy after each of so many epochs; the first three are bad.
  static Scripted epochs(std::uint64_t seed, double count) {
    Scripted scripted{.report = fmt::format("fingerprint {} {}\n", seed, count)};
    for (int epoch = 1; epoch <= count; ++epoch)
      scripted.printed += fmt::format("Test accuracy: {}\n",
                                      0.9 - (epoch <= 3 ? 0.2 : 0) + jitter(seed + std::uint64_t(epoch)));
    return scripted;
  }

  FreeEpochsTest() {
    programs["/programs/baseline"] = [](std::uint64_t seed, Number) { return epochs(seed, all_epochs); };
    add(
        "HNE@a", [](std::uint64_t seed, Number number) { return epochs(seed, *number); },
        Interval{.mild = {}, .harsh = 1, .step = 1, .scale = Interval::Scale::integer});
    mutants.back().only_fewer_epochs = true;
    probes["/programs/HNE@a"] = {.report = "current 12\n"};
  }
};

TEST_F(FreeEpochsTest, one_real_run_and_a_probe_are_all_that_is_trained) {
  const MutantResult free = result_of(campaign(), "HNE@a");
  EXPECT_EQ(starts_of("HNE@a"), 2u);
  EXPECT_EQ(processes.started.back().environment.at("MISFIRE_VALUE"), "11") << "the one with the most epochs";
  EXPECT_EQ(free.mildest_killed.at("test"), 3);
  EXPECT_THAT(free.reason, HasSubstr("first epochs of the baseline's"));

  // The same program without the chance: what it prints before its last epoch is no metric.
  std::filesystem::remove_all(configuration.output);
  processes.started.clear();
  const auto only_last = [](Scripted scripted) {
    scripted.printed = scripted.printed.substr(scripted.printed.rfind("Test"));
    return scripted;
  };
  programs["/programs/baseline"] = [&](std::uint64_t seed, Number) {
    return only_last(epochs(seed, all_epochs));
  };
  programs["/programs/HNE@a"] = [&](std::uint64_t seed, Number number) {
    return only_last(epochs(seed, *number));
  };
  const MutantResult trained = result_of(campaign(), "HNE@a");
  EXPECT_GT(starts_of("HNE@a"), 20u);
  EXPECT_EQ(trained.mildest_killed, free.mildest_killed);
  ASSERT_EQ(trained.trials.size(), free.trials.size());
  for (std::size_t i = 0; i < trained.trials.size(); ++i)
    EXPECT_EQ(trained.trials[i].verdicts, free.trials[i].verdicts);
  EXPECT_THAT(trained.reason, Not(HasSubstr("first epochs")));
}

TEST_F(FreeEpochsTest, a_program_whose_epochs_depend_on_their_number_is_trained) {
  // A learning rate that falls from the first epoch to the last: only one epoch would look the same.
  programs["/programs/HNE@a"] = [](std::uint64_t seed, Number number) {
    Scripted scripted = epochs(seed, *number);
    if (*number > 1) scripted.printed += fmt::format("Test accuracy: {}\n", 0.9 + jitter(seed));
    return scripted;
  };
  const MutantResult result = result_of(campaign(), "HNE@a");
  EXPECT_GT(starts_of("HNE@a"), 20u);
  EXPECT_THAT(result.reason, Not(HasSubstr("first epochs")));
}

TEST_F(FreeEpochsTest, a_mutant_whose_number_means_something_else_is_trained) {
  mutants.back().only_fewer_epochs = false;
  const MutantResult result = result_of(campaign(), "HNE@a");
  EXPECT_GT(starts_of("HNE@a"), 20u);
  EXPECT_THAT(result.reason, Not(HasSubstr("first epochs")));
}

TEST_F(FreeEpochsTest, one_digit_in_which_the_real_run_differs_is_enough_to_train) {
  programs["/programs/HNE@a"] = [](std::uint64_t seed, Number number) {
    Scripted scripted = epochs(seed, *number);
    if (seed != 1 || *number != all_epochs - 1) return scripted;
    char& digit = scripted.printed[scripted.printed.find('\n') - 1]; // the last of the first epoch's score
    digit = digit == '9' ? '8' : char(digit + 1);
    return scripted;
  };
  const MutantResult result = result_of(campaign(), "HNE@a");
  EXPECT_GT(starts_of("HNE@a"), 20u);
  EXPECT_THAT(result.reason, Not(HasSubstr("first epochs")));
}

TEST_F(FreeEpochsTest, a_baseline_that_is_not_reproducible_gives_nothing_away) {
  unsigned calls = 0;
  programs["/programs/baseline"] = [&](std::uint64_t seed, Number) {
    Scripted scripted = epochs(seed, all_epochs);
    scripted.report = fmt::format("fingerprint {}\n", ++calls);
    return scripted;
  };
  campaign();
  EXPECT_GT(starts_of("HNE@a"), 20u);
}

TEST_F(FreeEpochsTest, the_same_comes_out_of_the_store_and_the_reports_find_the_runs_there) {
  const Campaign first = campaign();
  const std::size_t started = processes.started.size();
  EXPECT_EQ(campaign().results, first.results);
  EXPECT_EQ(processes.started.size(), started);
  const TrialResult trial = result_of(first, "HNE@a").trials.front();
  Result<Store> store = Store::open_to_read(configuration.output);
  const auto runs = store->runs(trial.program, trial.trial.number, 1, trial.runs);
  ASSERT_EQ(runs->size(), 3u);
  EXPECT_EQ(runs->front().ending, "not trained: the first 1 of 12 epochs of the baseline's run");
}

} // namespace
} // namespace misfire
