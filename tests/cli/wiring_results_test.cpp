// Results where people read them: the workflow of the docs, step by step as GitHub runs it, and each format
// of a real campaign.
#include "tests/cli/stand_in_project.h"

#include <gmock/gmock.h>

#include <sstream>

namespace misfire {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::StartsWith;

/// What the steps of a workflow have behind `run: |`, in their order.
std::vector<std::string> scripts_of(const fs::path& workflow) {
  std::istringstream lines(contents_of(workflow));
  std::vector<std::string> scripts;
  std::string::size_type indent = 0; // of the script that is being read
  for (std::string line; std::getline(lines, line);) {
    const std::string::size_type depth = line.find_first_not_of(' ');
    if (line.ends_with(" run: |")) {
      scripts.emplace_back();
      indent = depth + 2;
    } else if (depth == std::string::npos || depth < indent) {
      indent = 0;
    } else if (indent) {
      scripts.back() += line.substr(indent) + "\n";
    }
  }
  return scripts;
}

class WiringResults : public Wiring {
protected:
  /// Runs a script as a step of a job.
  static Ran step(const std::string& script) {
    write_file(project() / "step.sh", script);
    return run_command(project().folder, "export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY='" +
                                             (project() / "summary.md").string() + "' BASE= PATH='" +
                                             fs::path(MISFIRE_BINARY).parent_path().string() +
                                             "':\"$PATH\"; bash -e step.sh");
  }
};

TEST_F(WiringResults, the_steps_of_the_workflow_end_in_annotations_a_summary_and_a_sarif_file) {
  const std::vector<std::string> steps = scripts_of(fs::path(MISFIRE_SOURCE_DIR) / "docs/ci/github.yml");
  ASSERT_EQ(steps.size(), 3u);
  const Changed few(project() / "misfire.yml", "target:",
                    "runs: {baseline: 10, mutant: 10}\noperators: [WRB]\n"
                    "jobs: 4\ntarget:");
  std::string output;
  for (const std::string& script : steps) {
    const Ran ran = step(script);
    EXPECT_EQ(ran.exit_code, 0) << script << ran.output;
    output += ran.output;
  }
  EXPECT_THAT(output,
              ContainsRegex("\n::warning file=include/model.h,line=[89],endLine=[89],title=WRB survived"));
  EXPECT_THAT(output, ContainsRegex("\n::stop-commands::[0-9a-f]{32}\n"));
  EXPECT_THAT(contents_of(project() / "summary.md"),
              AllOf(StartsWith("## misfire: "), HasSubstr("### Survivors"), HasSubstr("```diff\n")));
  EXPECT_THAT(contents_of(project() / "misfire.out/misfire.sarif"), HasSubstr("\"uriBaseId\": \"SRCROOT\""));
  fs::remove(project() / "summary.md");
}

TEST_F(WiringResults, a_format_is_all_that_is_printed_or_goes_into_a_file) {
  ASSERT_GT(undisturbed().runs, 0);
  const std::string as = "report --config undisturbed.yml --format ";
  EXPECT_THAT(project().misfire(as + "gcc").output,
              ContainsRegex("^include/model.h:[89]:[0-9]+: warning: survived: "));
  EXPECT_THAT(project().misfire(as + "markdown").output, StartsWith("## misfire: "));
  EXPECT_THAT(project().misfire(as + "gitlab").output, StartsWith("[\n"));
  EXPECT_EQ(project().misfire(as + "sarif s.sarif").output, "");
  EXPECT_THAT(contents_of(project() / "s.sarif"), HasSubstr("\"version\": \"2.1.0\""));
  EXPECT_EQ(project().misfire(as + "github --threshold 0.9").exit_code, 2);
  EXPECT_EQ(project().misfire(as + "deepcrime").exit_code, 1) << "it needs a folder";
  EXPECT_EQ(project().misfire(as + "html").exit_code, 1);
  EXPECT_EQ(project().misfire("report x.sarif --config undisturbed.yml").exit_code, 1);
}

TEST_F(WiringResults, what_is_written_for_deepcrime_is_judged_as_it_was) {
  ASSERT_GT(undisturbed().runs, 0);
  const Ran wrote = project().misfire("report --config undisturbed.yml --format deepcrime dc");
  ASSERT_EQ(wrote.exit_code, 0) << wrote.output;
  const Ran judged = project().misfire("judge dc");
  EXPECT_EQ(judged.exit_code, 0) << judged.output;
  EXPECT_THAT(judged.output, ContainsRegex("change_batch_size 128 .* killed"));
  EXPECT_THAT(judged.output, ContainsRegex("change_batch_size 32 .* survived"));
  EXPECT_THAT(judged.output, ContainsRegex("remove_bias .* survived"));
  EXPECT_THAT(judged.output, ContainsRegex("As DeepCrime's own statistics judge: [0-9]+ mutants\\.\n"));
  EXPECT_THAT(contents_of(project() / "dc/results_test/stats/change_batch_size_exssearch.csv"),
              ContainsRegex("^32,[^\n]*,False\n128,[^\n]*,True\n$"));
}

TEST_F(WiringResults, two_campaigns_are_compared_and_one_that_has_lost_a_kill_is_worse) {
  const std::string words = " --operators WRB,HBS=32,128" + configured(shared, jobs);
  ASSERT_EQ(run(words).exit_code, 0);
  fs::remove_all(project() / "before");
  fs::copy(project() / shared, project() / "before", fs::copy_options::recursive);
  const Ran same = project().misfire("compare before shared --no-worse");
  EXPECT_EQ(same.exit_code, 0) << same.output;
  EXPECT_THAT(same.output, StartsWith("4 mutants have the verdict that they had.\n"));
  const Changed blunt(project() / "app/train.cpp", "torch::randn({300, 2})", "torch::randn({3, 2})");
  ASSERT_EQ(run(words).exit_code, 0);
  const Ran worse = project().misfire("compare before shared/store.sqlite --no-worse");
  EXPECT_EQ(worse.exit_code, 2) << worse.output;
  EXPECT_THAT(worse.output,
              ContainsRegex("^Killed then, and not any more:\n  HBS@.*=128  killed -> survived"));
  EXPECT_EQ(project().misfire("compare shared before --no-worse").exit_code, 0)
      << "the other way round it is better";
  EXPECT_EQ(project().misfire("compare shared nowhere").exit_code, 1);
}

} // namespace
} // namespace misfire
