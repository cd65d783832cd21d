// A misfire that is interrupted, killed, watched or met by another while it works, on a stand-in for
// libtorch.
#include "tests/cli/stand_in_project.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;

class WiringInterruptions : public Wiring {
protected:
  const std::string words = "run" + operators + configured(shared, slow);
  const fs::path output = project() / shared;

  void wait_for_runs(Started& misfire, int count) {
    EXPECT_TRUE(wait_until([&] { return runs_in(output) >= count || !misfire.is_running(); }));
    EXPECT_TRUE(misfire.is_running()) << misfire.output();
  }

  /// Finishes the campaign, and compares it with one that nothing has disturbed.
  void expect_the_same_end(int already) {
    const Ran rest = project().misfire(words);
    EXPECT_EQ(rest.exit_code, 0) << rest.output;
    EXPECT_THAT(rest.output,
                HasSubstr("\n" + std::to_string(undisturbed().runs - already) + " runs trained in "));
    EXPECT_EQ(results_in(output), undisturbed());
  }
};

TEST_F(WiringInterruptions, ctrl_c_ends_it_when_what_is_trained_has_ended_and_the_next_run_goes_on) {
  Started misfire(project(), words);
  wait_for_runs(misfire, 3);
  misfire.signal(SIGINT);
  EXPECT_EQ(misfire.wait(), 130);
  EXPECT_THAT(misfire.output(), HasSubstr("Interrupted. `misfire run` goes on where this ended.\n"));
  const int kept = runs_in(output);
  EXPECT_GE(kept, 8) << "all that were being trained have ended";
  EXPECT_LT(kept, undisturbed().runs);
  expect_the_same_end(kept);
}

TEST_F(WiringInterruptions, ctrl_c_among_the_mutants_runs_reports_what_is_decided) {
  Started misfire(project(), words);
  wait_for_runs(misfire, 40);
  misfire.signal(SIGINT);
  EXPECT_EQ(misfire.wait(), 130);
  EXPECT_THAT(misfire.output(), HasSubstr("\nLeft undecided: "));
  EXPECT_THAT(misfire.output(), HasSubstr("Interrupted. `misfire run` goes on where this ended.\n"));
  expect_the_same_end(runs_in(output));
}

TEST_F(WiringInterruptions, a_second_ctrl_c_ends_it_and_all_its_runs_at_once) {
  Started misfire(project(), "run" + operators + configured(shared, "jobs: 2\narguments: [sleep, 60]\n"));
  EXPECT_TRUE(wait_until([&] { return fs::exists(output / "logs/baseline/seed-2.txt"); }))
      << misfire.output();
  EXPECT_THAT(processes_naming(project().folder), Not(IsEmpty()));
  misfire.signal(SIGINT);
  EXPECT_EQ(misfire.wait(0.5), -1) << "the first one waits for what is being trained: " << misfire.output();
  misfire.signal(SIGINT);
  EXPECT_EQ(misfire.wait(5), 130);
  EXPECT_THAT(misfire.output(), HasSubstr("Interrupted. `misfire run` goes on where this ended.\n"));
  EXPECT_THAT(processes_naming(project().folder), IsEmpty());
}

class WiringKilled : public WiringInterruptions, public testing::WithParamInterface<const char*> {};

TEST_P(WiringKilled, leaves_no_process_and_goes_on_to_the_same_end) {
  const std::string killed = words + " --start " + GetParam();
  Started misfire(project(), killed);
  wait_for_runs(misfire, 20);
  EXPECT_THAT(processes_naming(project().folder), Not(IsEmpty()));
  misfire.signal(SIGKILL);
  EXPECT_EQ(misfire.wait(), 137);
  EXPECT_TRUE(wait_until([] { return processes_naming(project().folder).empty(); }, 3))
      << testing::PrintToString(processes_naming(project().folder));
  const int kept = runs_in(output);
  EXPECT_GE(kept, 20);

  const Ran rest = project().misfire(killed);
  EXPECT_EQ(rest.exit_code, 0) << rest.output;
  EXPECT_THAT(rest.output, HasSubstr("\n" + std::to_string(undisturbed().runs - kept) + " runs trained in "));
  EXPECT_EQ(results_in(output), undisturbed());
}

INSTANTIATE_TEST_SUITE_P(Starts, WiringKilled, testing::Values("host", "process"),
                         [](const auto& start) { return std::string(start.param); });

TEST_F(WiringInterruptions, status_tells_where_it_stands_while_it_works_when_it_was_killed_and_at_its_end) {
  const std::string status = "status --config shared.yml", running = "\nRunning: ";
  EXPECT_EQ(project().misfire(status).exit_code, 1) << "there is no campaign yet";
  {
    Started misfire(project(), words);
    wait_for_runs(misfire, 15);
    // Between the two looks at it the file may be written anew.
    Ran said;
    const bool same = wait_until([&] {
      const std::string before = contents_of(output / "progress.txt");
      said = project().misfire(status);
      return !before.empty() && before == contents_of(output / "progress.txt") &&
             said.output.ends_with(running + before);
    });
    EXPECT_TRUE(same) << said.output << contents_of(output / "progress.txt");
    EXPECT_EQ(said.exit_code, 0);
    EXPECT_THAT(said.output,
                MatchesRegex("[0-5] of 6 mutants done: [0-9] killed, [0-9] survived on test\n"
                             "Running: [0-5] of 6 mutants, [0-9] killed, [0-9] survived, [0-9]+ runs? "
                             "trained, about .* left\n"));
    misfire.signal(SIGKILL);
    misfire.wait();
  }
  const Ran killed = project().misfire(status);
  EXPECT_THAT(killed.output,
              HasSubstr("No misfire is working on this campaign; `misfire run` goes on where it ended.\n"));
  EXPECT_THAT(killed.output, Not(HasSubstr("Running")));

  const Ran rest = project().misfire(words);
  ASSERT_EQ(rest.exit_code, 0) << rest.output;
  EXPECT_EQ(project().misfire(status).output,
            "6 of 6 mutants done: 3 killed, 3 survived on test\n"
            "The campaign is finished; `misfire report` prints its results again.\n");
}

TEST_F(WiringInterruptions, a_second_misfire_on_an_output_folder_is_refused_while_the_first_works) {
  const std::string sentence = "Another misfire is working in " + output.string() + ". Wait until it is done";
  const std::string longer = "run" + operators + configured(shared, "jobs: 2\narguments: [sleep, 2]\n");
  Started first(project(), longer);
  wait_for_runs(first, 2);
  const Ran second = project().misfire(longer);
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr(sentence));
  const Ran clean = project().misfire("clean --config shared.yml");
  EXPECT_EQ(clean.exit_code, 1);
  EXPECT_THAT(clean.output, HasSubstr(sentence));
  EXPECT_TRUE(first.is_running()) << first.output();
  first.signal(SIGINT);
  EXPECT_EQ(first.wait(), 130) << "neither has disturbed it: " << first.output();
  EXPECT_GE(runs_in(output), 2);
}

} // namespace
} // namespace misfire
