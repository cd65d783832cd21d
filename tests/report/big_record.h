// A campaign of 2,000 mutants in 20 files, as large ones are: every operator, two suites, searches, 20 runs a
// trial.
#pragma once

#include "mutator/operators/operator.h"
#include "report/campaign_record.h"

#include <cmath>
#include <fmt/format.h>

namespace misfire::testing {

/// A number in [-1, 1) that looks like noise and is the same in every run.
inline double noise(unsigned i) {
  const double x = std::sin(i * 12.9898) * 43758.5453;
  return 2 * (x - std::floor(x)) - 1;
}

inline std::vector<Run> big_runs(const std::string& mutant, double mean, unsigned count, unsigned salt) {
  std::vector<Run> runs;
  for (unsigned i = 0; i < count; ++i) {
    Run run{.trial = {mutant, {}}, .seed = i + 1, .ending = "exit status 0", .seconds = 3};
    run.metrics["accuracy"] = {fmt::format("{:.4f}", mean + 0.01 * noise(salt * 64 + i))};
    run.metrics["train_accuracy"] = {fmt::format("{:.4f}", mean + 0.03 + 0.01 * noise(salt * 64 + i + 32))};
    run.log = fmt::format("logs/{}/seed-{}.txt", salt, i + 1);
    runs.push_back(run);
  }
  return runs;
}

inline stats::Verdict big_verdict(double drop) {
  stats::Verdict verdict;
  verdict.decision = drop > 0.006 ? stats::Decision::killed : stats::Decision::survived;
  verdict.cause = drop > 0.006 ? stats::Cause::scores : stats::Cause::none;
  verdict.n = verdict.k = 20;
  verdict.mean_baseline = 0.9;
  verdict.mean_mutant = 0.9 - drop;
  verdict.d = drop / 0.006;
  verdict.p = std::exp(-*verdict.d * 5);
  verdict.power = 0.9;
  return verdict;
}

inline void add_big_mutant(CampaignRecord& record, unsigned i, const std::string& file, std::uint32_t line) {
  const std::vector<Operator>& operators = all_operators();
  const Operator& one = operators[i % (operators.size() - 1)]; // the last is no-op, by its id
  const std::string id = fmt::format("{}@{}:{}:24", one.id, file, line);
  const double drop = 0.02 * (noise(i) + 1) * (i % 5 ? 1 : 0.1);
  const bool interval = one.choices.empty() && i % 2;
  record.mutants.push_back(
      {.id = id,
       .operator_id = one.id,
       .group = one.group,
       .file = file,
       .line = line,
       .column = 24,
       .end_line = line,
       .end_column = 28,
       .mild = interval ? std::optional(0.01) : std::nullopt,
       .harsh = interval ? std::optional(1e-5) : std::nullopt,
       .description = "the rate 0.01 becomes 1e-05",
       .diff = fmt::format("--- a/{0}\n+++ b/{0}\n@@ -{1},1 +{1},1 @@\n-  auto rate_{1} = use(0.01);\n"
                           "+  auto rate_{1} = use(misfire::value(1e-05));\n",
                           file, line),
       .replacement = Replacement{{line, 24}, {line, 28}, "misfire::value(1e-05)"}});
  MutantResult result{.mutant = id};
  for (unsigned step = 0; step < (interval ? 5u : 1u); ++step) {
    const double part = interval ? drop / (step + 1) : drop;
    TrialResult trial{.trial = {id, interval ? std::optional(1e-5 * std::pow(4, step)) : std::nullopt},
                      .runs = 20,
                      .planned = 20,
                      .verdicts = {{"test", big_verdict(part)}, {"train", big_verdict(part * 1.2)}}};
    result.trials.push_back(trial);
    record.runs[id].push_back(big_runs(id, 0.9 - part, 20, i * 8 + step));
  }
  if (interval) result.mildest_killed = {{"test", 1e-5}};
  record.results.push_back(std::move(result));
}

inline CampaignRecord big_record(unsigned files = 20, unsigned mutants_a_file = 100) {
  CampaignRecord record;
  record.summary.baseline = {{"test", "accuracy", 20, 0.9, 0.006},
                             {"train", "train_accuracy", 20, 0.93, 0.006}};
  record.summary.circumstances = {
      {"misfire", "0.1.0"}, {"program", "train --data data"}, {"libtorch", "1.13.0"}};
  record.baseline = big_runs(baseline_id, 0.9, 20, 7);
  for (unsigned f = 0; f < files; ++f) {
    const std::string file = fmt::format("src/part{:02}/train.cpp", f);
    std::string text = "#include <torch/torch.h>\n";
    for (unsigned line = 2; line < 2 + mutants_a_file; ++line)
      text += fmt::format("  auto rate_{:<4}  = use(0.01);  // training\n", line);
    record.program.sources.push_back({file, text});
    for (unsigned m = 0; m < mutants_a_file; ++m)
      add_big_mutant(record, f * mutants_a_file + m, file, 2 + m);
  }
  record.program.root = "/p";
  record.program.left_out = {{"LCH", "src/part00/train.cpp", 2, 1, "", "the loss is hand-written"}};
  return record;
}

} // namespace misfire::testing
