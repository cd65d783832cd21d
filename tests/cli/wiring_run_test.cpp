// What the options of `misfire run` and the keys of misfire.yml do to a campaign, on a stand-in for libtorch.
#include "tests/cli/stand_in_project.h"

#include <gmock/gmock.h>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string one_mutant = " --operators ARM";

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

unsigned count_of(const std::string& what, const std::string& text) {
  unsigned count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

/// The trials without what says why: two campaigns may know the same for different reasons.
std::vector<std::string> judged_in(const fs::path& output) {
  return rows_in(output, "SELECT mutant, number, suite, decision, n, k, mean_mutant, p, d, trials.runs FROM "
                         "verdicts JOIN trials USING (mutant, position) ORDER BY mutant, position");
}

class WiringRun : public Wiring {
protected:
  fs::path output = project() / shared;
};

TEST_F(WiringRun, three_mutants_are_killed_and_three_survive_and_one_is_searched) {
  const std::vector<std::string>& verdicts = undisturbed().verdicts;
  EXPECT_THAT(
      decisions_in(project() / "undisturbed"),
      ElementsAre("ARM@include/model.h:12:33 test killed ", "HBS@lib/training.cpp:14:3=128 test killed ",
                  "HBS@lib/training.cpp:14:3=32 test survived ", "HNE@app/train.cpp:28:3 test killed ",
                  "WRB@include/model.h:8:42 test survived ", "WRB@include/model.h:9:36 test survived "));
  EXPECT_EQ(verdicts.size(), 11u) << "the search tries six numbers of epochs";
}

TEST_F(WiringRun, a_dry_run_trains_the_baseline_alone_and_says_what_a_campaign_would_take) {
  const Ran ran = run(operators + " --dry-run" + configured(shared, jobs));
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("6 mutants to train: at most "));
  EXPECT_THAT(ran.output, Not(HasSubstr("killed  ")));
  EXPECT_THAT(rows_in(output, "SELECT mutant, count(*) FROM runs GROUP BY mutant"),
              ElementsAre("baseline 11 "));
  EXPECT_FALSE(fs::exists(output / "verdicts.csv"));
}

TEST_F(WiringRun, exact_makes_all_runs_that_are_planned_where_others_stop_when_the_verdict_is_certain) {
  const char* const stopped = "SELECT DISTINCT mutant FROM trials WHERE runs < planned";
  ASSERT_GT(undisturbed().runs, 0);
  EXPECT_THAT(rows_in(project() / "undisturbed", stopped), Contains("ARM@include/model.h:12:33 "));
  const Ran ran = run(operators + " --exact" + configured(shared, jobs));
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(rows_in(output, stopped), IsEmpty());
  EXPECT_THAT(rows_in(output, "SELECT DISTINCT runs FROM trials"), ElementsAre("10 "));
  EXPECT_GT(runs_in(output), undisturbed().runs);
}

TEST_F(WiringRun, a_threshold_is_not_passed_by_a_campaign_without_a_mutant) {
  const std::string none = " --operators OCG,RCD" + configured(shared, jobs);
  const Ran without = run(none);
  EXPECT_EQ(without.exit_code, 0) << without.output;
  EXPECT_THAT(without.output, HasSubstr("No mutant is left to train: "));
  const Ran with = run(none + " --threshold 0.5");
  EXPECT_EQ(with.exit_code, 2) << with.output;
  EXPECT_THAT(with.output, HasSubstr("There is no score to hold against the threshold of 0.5.\n"));
  EXPECT_EQ(run(none + " --threshold 0.5 --allow-survivors").exit_code, 0);
}

TEST_F(WiringRun, fresh_trains_again_what_the_store_holds) {
  const std::string words = one_mutant + configured(shared, jobs);
  const Ran first = run(words);
  ASSERT_EQ(first.exit_code, 0) << first.output;
  const Results known = results_in(output);
  const Ran again = run(words);
  EXPECT_THAT(again.output, HasSubstr("\n0 runs trained in ")) << again.output;
  const Ran fresh = run(words + " --fresh");
  EXPECT_EQ(fresh.exit_code, 0);
  EXPECT_THAT(fresh.output, HasSubstr("\n" + std::to_string(known.runs) + " runs trained in "))
      << fresh.output;
  EXPECT_EQ(results_in(output), known);
}

TEST_F(WiringRun, only_trains_the_mutant_that_it_names_and_refuses_a_name_that_no_mutant_has) {
  const Ran ran = run(operators + " --only WRB@include/model.h:9:36" + configured(shared, jobs));
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(decisions_in(output), ElementsAre("WRB@include/model.h:9:36 test survived "));
  const Ran unknown = run(operators + " --only WRB@include/model.h:99:1" + configured(shared, jobs));
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.output,
              HasSubstr("There is no mutant WRB@include/model.h:99:1. `misfire list` prints them all."));
}

TEST_F(WiringRun, a_limit_and_a_sample_leave_some_of_the_mutants) {
  const std::string words = operators + configured(shared, jobs);
  const Ran two = run(words + " --max-mutants 2 --dry-run");
  EXPECT_EQ(two.exit_code, 0) << two.output;
  EXPECT_THAT(two.output, HasSubstr("\n2 mutants to train: "));
  const Ran half = run(words + " --sample 50% --dry-run");
  EXPECT_EQ(half.exit_code, 0) << half.output;
  EXPECT_THAT(half.output, HasSubstr("\n3 mutants to train: "));

  const std::vector<std::string> all = lines_of(project().misfire("list" + words).output);
  const std::vector<std::string> some = lines_of(project().misfire("list" + words + " --sample 50%").output);
  ASSERT_EQ(all.size(), 8u) << "six, how many were not made, and what their set takes";
  ASSERT_EQ(some.size(), 5u);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_THAT(all, Contains(some[i]));
  const Ran other = project().misfire("list" + words + " --sample 50% --sample-seed 5");
  EXPECT_NE(lines_of(other.output), some);
}

TEST_F(WiringRun, a_budget_leaves_mutants_undecided_and_the_next_run_goes_on_to_the_same_end) {
  const std::string words = operators + configured(shared, slow);
  ASSERT_EQ(run(words + " --dry-run").exit_code, 0) << "so that the budget is the mutants' alone";
  const Ran first = run(words + " --budget 0.8s");
  EXPECT_EQ(first.exit_code, 0) << first.output;
  EXPECT_THAT(first.output, ContainsRegex("\nLeft undecided: [1-6] mutants(:|; the nearest to a verdict are) "
                                          "[A-Z]+@.* \\([0-9]+ runs? made\\)"));
  EXPECT_THAT(first.output, HasSubstr("The time is used up; `misfire run` goes on where this ended.\n"));
  const int made = runs_in(output);
  EXPECT_GT(made, 11);
  EXPECT_LT(made, undisturbed().runs);
  // On a busy machine the few that are judged by then may all be killed.
  const Ran judged = run(words + " --budget 0.1s --threshold 1");
  const bool all_killed = judged.output.find("Mutation score on test: 100.0 %") != std::string::npos;
  EXPECT_EQ(judged.exit_code, all_killed ? 0 : 2) << judged.output;

  const int known = runs_in(output);
  const Ran rest = run(words);
  EXPECT_EQ(rest.exit_code, 0) << rest.output;
  EXPECT_THAT(rest.output,
              HasSubstr("\n" + std::to_string(undisturbed().runs - known) + " runs trained in "));
  EXPECT_THAT(rest.output, Not(HasSubstr("undecided:")));
  EXPECT_EQ(results_in(output), undisturbed());
}

TEST_F(WiringRun, a_budget_that_ends_among_the_baselines_runs_reaches_no_threshold) {
  const std::string words = one_mutant + " --budget 0.1s" + configured(shared, slow);
  const Ran ran = run(words);
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("The time is used up before any mutant was trained; "));
  forget(shared);
  EXPECT_EQ(run(words + " --threshold 0.5").exit_code, 2);
  EXPECT_EQ(run(words + "s").exit_code, 1) << "no time";
}

TEST_F(WiringRun, a_score_under_the_threshold_ends_with_2_unless_survivors_are_allowed) {
  const std::string words = " --operators WRB" + configured(shared, jobs) + " --threshold 0.5";
  const Ran under = run(words);
  EXPECT_EQ(under.exit_code, 2) << under.output;
  EXPECT_THAT(under.output, HasSubstr("The score is under the threshold of 0.5.\n"));
  const Ran allowed = run(words + " --allow-survivors");
  EXPECT_EQ(allowed.exit_code, 0) << allowed.output;
  EXPECT_THAT(allowed.output, HasSubstr("The score is under the threshold of 0.5, which is allowed.\n"));
}

TEST_F(WiringRun, jobs_and_threads_are_measured_once) {
  const std::string words = one_mutant + " --dry-run" + configured(shared, "");
  const Ran first = run(words);
  EXPECT_EQ(first.exit_code, 0) << first.output;
  EXPECT_THAT(first.output, ContainsRegex("\nMeasured: .* at a time with 1 thread.*: .* runs a minute"));
  const Ran second = run(words);
  EXPECT_EQ(second.exit_code, 0) << second.output;
  EXPECT_THAT(second.output, Not(HasSubstr("Measured: ")));
  forget(shared);
  EXPECT_THAT(run(words + " -j 3").output, Not(HasSubstr("Measured: "))) << "they are given";
}

TEST_F(WiringRun, that_bubblewrap_does_not_work_is_said_once) {
  const fs::path without = project() / "without";
  write_file(without / "bwrap", "#!/bin/sh\nexit 1\n");
  fs::permissions(without / "bwrap", fs::perms::owner_all);
  const std::string old_path = std::getenv("PATH");
  setenv("PATH", (without.string() + ":" + old_path).c_str(), 1);
  const Ran open = run(one_mutant + configured(shared, jobs));
  setenv("PATH", old_path.c_str(), 1);
  EXPECT_EQ(open.exit_code, 0) << open.output;
  EXPECT_EQ(count_of("warning: bubblewrap does not work here", open.output), 1u) << open.output;
  EXPECT_EQ(count_of("bubblewrap does not work here", run(one_mutant + configured(shared, jobs)).output), 0u);
}

TEST_F(WiringRun, why_the_runs_of_a_program_are_not_forked_from_a_host_is_said) {
  EXPECT_THAT(run(one_mutant + " --dry-run" + configured(shared, jobs)).output,
              Not(HasSubstr("process of its own")));
  const Changed asks(project() / "app/train.cpp", "const char* devices",
                     "std::fclose(std::fopen(\"/proc/self/exe\", \"rb\")); const char* devices");
  const Ran ran = run(one_mutant + configured(shared, jobs));
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_EQ(count_of("since the program asks for its own path.\n", ran.output), 1u) << ran.output;
  EXPECT_THAT(decisions_in(output), ElementsAre("ARM@include/model.h:12:33 test killed "));
}

TEST_F(WiringRun, with_devices_each_run_sees_its_own_and_is_a_process_of_its_own) {
  const Ran ran = run(one_mutant + " --dry-run" + configured(shared, "devices: [7]\n"));
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("Every run is a process of its own"));
  EXPECT_THAT(contents_of(output / "logs/baseline/seed-1.txt"), HasSubstr("Devices: 7\n"));
  forget(shared);
  EXPECT_EQ(run(one_mutant + " --dry-run" + configured(shared, jobs)).exit_code, 0);
  EXPECT_THAT(contents_of(output / "logs/baseline/seed-1.txt"), HasSubstr("Devices: all\n"));
}

TEST_F(WiringRun, an_exit_status_judges_where_the_oracle_says_so) {
  write_file(project() / "oracle.yml",
             "build: build\ntarget: train\narguments: [assert]\ndirectory: work\noracle: exit-code\n"
             "runs: {baseline: 10, mutant: 10}\njobs: 4\noutput: shared\n");
  const Ran ran = run(" --operators ARM,WRB --config oracle.yml");
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_THAT(
      rows_in(output, "SELECT mutant, decision, cause, failed_baseline FROM verdicts ORDER BY mutant"),
      ElementsAre("ARM@include/model.h:12:33 killed failures 0 ", "WRB@include/model.h:8:42 survived none 0 ",
                  "WRB@include/model.h:9:36 survived none 0 "));
}

TEST_F(WiringRun, epochs_that_the_baseline_has_printed_are_not_trained_and_judged_alike) {
  const std::string words = " --operators HNE";
  const Ran end = run(words + configured("undisturbed", jobs));
  ASSERT_EQ(end.exit_code, 0) << end.output;
  const Ran every = run(words + configured(shared, std::string(jobs) + "arguments: [epochs]\n"));
  EXPECT_EQ(every.exit_code, 0) << every.output;
  EXPECT_EQ(judged_in(output), judged_in(project() / "undisturbed"));
  EXPECT_GE(judged_in(output).size(), 4u);

  const char* const trained =
      "SELECT mutant, number FROM runs WHERE mutant LIKE 'HNE%' AND ending NOT LIKE 'not %'";
  EXPECT_THAT(rows_in(output, trained), ElementsAre("HNE@app/train.cpp:28:3 11 "))
      << "the one that is compared";
  EXPECT_GT(rows_in(project() / "undisturbed", trained).size(), 20u);
  EXPECT_THAT(rows_in(output, "SELECT ending FROM runs WHERE number = '1'"),
              Contains("not trained: the first 1 of 12 epochs of the baseline's run "));
  EXPECT_THAT(every.output, HasSubstr("\n12 runs trained in ")) << "the baseline's 11 and the one";
  EXPECT_THAT(contents_of(output / "verdicts.csv"),
              HasSubstr("its runs are the first epochs of the baseline's"));
}

} // namespace
} // namespace misfire
