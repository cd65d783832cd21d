// A small campaign's results, with one of everything, for the reports to show.
#pragma once

#include "runner/results.h"

namespace misfire::testing {

inline stats::Verdict verdict(stats::Decision decision, double mean_mutant, double d, double p) {
  stats::Verdict verdict;
  verdict.decision = decision;
  verdict.cause = decision == stats::Decision::killed ? stats::Cause::scores : stats::Cause::none;
  verdict.n = 5;
  verdict.k = 5;
  verdict.mean_baseline = 0.9;
  verdict.mean_mutant = mean_mutant;
  verdict.d = d;
  verdict.p = p;
  verdict.power = 0.5;
  return verdict;
}

struct SmallCampaign {
  std::vector<MutantEntry> mutants{
      {.id = "HLR@a.cpp:3:4",
       .operator_id = "HLR",
       .group = "hyperparameter",
       .file = "a.cpp",
       .line = 3,
       .column = 4,
       .number = 1e-5,
       .mild = 0.01,
       .harsh = 1e-5},
      {.id = "WCI@a.cpp:5:6=zeros",
       .operator_id = "WCI",
       .group = "weights",
       .file = "a.cpp",
       .line = 5,
       .column = 6,
       .choice = "zeros"},
      {.id = "WCI@a.cpp:5:6=ones",
       .operator_id = "WCI",
       .group = "weights",
       .file = "a.cpp",
       .line = 5,
       .column = 6,
       .choice = "ones"},
      {.id = "WRB@a.cpp:5:6", .operator_id = "WRB", .file = "a.cpp", .line = 5, .column = 6},
      {.id = "WRB@a.cpp:7:6", .operator_id = "WRB", .file = "a.cpp", .line = 7, .column = 6},
      {.id = "WRB@a.cpp:8:6", .operator_id = "WRB", .file = "a.cpp", .line = 8, .column = 6},
      {.id = "WRB@a.cpp:9:6", .operator_id = "WRB", .file = "a.cpp", .line = 9, .column = 6}};
  std::vector<MutantResult> results = make_results();
  CampaignSummary summary{.baseline = {{"test", "accuracy", 5, 0.9, 0.01}},
                          .reproducible = true,
                          .baseline_seconds = 2,
                          .trained = 30,
                          .kept = 6,
                          .saved = 12,
                          .seconds = 61};

private:
  static std::vector<MutantResult> make_results() {
    using stats::Decision;
    const auto judged = [](const std::string& id, std::optional<double> number,
                           const stats::Verdict& verdict) {
      return MutantResult{
          .mutant = id,
          .trials = {{.trial = {id, number}, .runs = 5, .planned = 5, .verdicts = {{"test", verdict}}}}};
    };
    MutantResult rate = judged("HLR@a.cpp:3:4", 1e-5, verdict(Decision::killed, 0.1, 45.25, 0));
    rate.trials.push_back({.trial = {"HLR@a.cpp:3:4", 0.001}, .no_effect = true, .runs = 2, .planned = 5});
    rate.mildest_killed["test"] = 1e-5;
    stats::Verdict failed = verdict(Decision::killed, 0.88, 0.3, 0.6);
    failed.k = 1;
    failed.failed_mutant = 4;
    failed.failure_p = 0.01;
    failed.cause = stats::Cause::failures;
    stats::Verdict better = verdict(Decision::survived, 0.95, -3, 0.001);
    better.better = true;
    return {rate,
            judged("WCI@a.cpp:5:6=zeros", {}, failed),
            judged("WCI@a.cpp:5:6=ones", {}, verdict(Decision::survived, 0.895, 0.4, 0.53)),
            judged("WRB@a.cpp:5:6", {}, better),
            {.mutant = "WRB@a.cpp:7:6",
             .standing = Standing::unbuildable,
             .reason = "a.cpp:7:6: error: no, \"never\"\nmore"},
            {.mutant = "WRB@a.cpp:8:6",
             .standing = Standing::no_effect,
             .trials = {{.trial = {"WRB@a.cpp:8:6", {}}, .no_effect = true, .runs = 2, .planned = 5}}},
            {.mutant = "WRB@a.cpp:9:6",
             .standing = Standing::inapplicable,
             .reason = "the program has the value 1 itself"}};
  }
};

} // namespace misfire::testing
