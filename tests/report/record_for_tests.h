// The small campaign as the store gives it back: with a source, runs, and what was left out.
#pragma once

#include "report/campaign_record.h"
#include "tests/report/results_for_tests.h"

#include <fmt/format.h>

namespace misfire::testing {

inline const char* const small_source = "#include <torch/torch.h>\n"  // 1
                                        "int main() {\n"              // 2
                                        "   auto rate = 0.01; // é\n" // 3
                                        "\n"                          // 4
                                        "\tf(\"𝄞\", Linear(2, 3));\n" // 5
                                        "\n"                          // 6
                                        "     Linear(3, 4);\n"        // 7
                                        "     Linear(4, 5);\n"        // 8
                                        "     Linear(5, 6);\n"        // 9
                                        "}\n";

inline Run run_of(const std::string& mutant, std::uint64_t seed, Outcome outcome, double score) {
  Run run{.trial = {mutant, {}}, .seed = seed, .outcome = outcome, .ending = "exit status 0"};
  if (outcome == Outcome::finished) run.metrics["accuracy"] = {fmt::format("{:.4f}", score)};
  run.seconds = 2;
  return run;
}

/// As many runs as each trial looked at, around its mean; those that failed are last, as timed out.
inline std::vector<Run> runs_of(const TrialResult& trial) {
  const auto verdict = trial.verdicts.find("test");
  const int failed = verdict == trial.verdicts.end() ? 0 : verdict->second.failed_mutant;
  const double mean = verdict == trial.verdicts.end() ? 0.9 : verdict->second.mean_mutant.value_or(0);
  std::vector<Run> runs;
  for (unsigned i = 0; i < trial.runs; ++i)
    runs.push_back(run_of(trial.trial.mutant, i + 1,
                          int(trial.runs - i) <= failed ? Outcome::timed_out : Outcome::finished,
                          mean + 0.001 * (i % 3)));
  return runs;
}

/// One mutant is added to the small campaign: WRB@a.cpp:10:1, which is not judged yet.
inline CampaignRecord small_record() {
  SmallCampaign campaign;
  CampaignRecord record{campaign.mutants, campaign.results, campaign.summary, {}, {}, {}};
  record.mutants.push_back(
      {.id = "WRB@a.cpp:10:1", .operator_id = "WRB", .file = "a.cpp", .line = 10, .column = 1});
  for (MutantEntry& mutant : record.mutants) {
    mutant.end_line = mutant.line;
    mutant.end_column = mutant.column + 1;
    mutant.description = "something is wrong with " + mutant.operator_id;
    mutant.diff =
        fmt::format("--- a/a.cpp\n+++ b/a.cpp\n@@ -{0},1 +{0},1 @@\n-  what the program has;\n+  {1};\n",
                    mutant.line, mutant.description);
  }
  record.mutants[0].replacement = Replacement{{3, 16}, {3, 20}, "misfire::value(1e-05)"};
  record.mutants[1].replacement = Replacement{{5, 12}, {5, 24}, "misfire::zeros(Linear(2, 3))"};
  record.mutants[2].replacement = Replacement{{5, 12}, {5, 24}, "misfire::ones(Linear(2, 3))"};
  record.summary.judging.baseline_runs = record.summary.judging.mutant_runs = 5;
  record.summary.circumstances = {{"misfire", "0.1.0"}, {"compiler", "clang++ <19>"}};
  record.program = {.root = "/p",
                    .sources = {{"a.cpp", small_source}, {"unmutated.h", ""}},
                    .left_out = {{"LCH", "a.cpp", 2, 1, "hinge", "the loss is hand-written"},
                                 {"LCH", "a.cpp", 3, 1, "", "the loss is hand-written"},
                                 {"EpochLoop", "a.cpp", 4, 1, "", "it stands in a macro"}}};
  for (unsigned seed = 1; seed <= 5; ++seed)
    record.baseline.push_back(run_of(baseline_id, seed, Outcome::finished, 0.9 + 0.001 * (seed % 3)));
  for (const MutantResult& result : record.results)
    for (const TrialResult& trial : result.trials)
      record.runs[result.mutant].push_back(runs_of(trial));
  return record;
}

} // namespace misfire::testing
