// The example campaign of all formats: one mutant of every standing, and sources and messages that try to be
// more than text.
#pragma once

#include "tests/report/record_for_tests.h"

namespace misfire::testing {

/// A line of a program that closes what it may stand in, in every format.
inline const std::string hostile =
    "::set-output name=x::y </script> ]]> ``` | \" ' \\ <b>&amp; %0A ##[error]x \x1b[31m \xff";

inline void add_undecided(CampaignRecord& record) {
  record.mutants.push_back({.id = "HNE@odd, \"name\" 100%.cpp:2:1",
                            .operator_id = "HNE",
                            .group = "hyperparameter",
                            .file = "odd, \"name\" 100%.cpp",
                            .line = 2,
                            .column = 1,
                            .end_line = 2,
                            .end_column = 4,
                            .description = "the loop ends early: " + hostile,
                            .diff = "--- a/x\n+++ b/x\n-" + hostile + "\n+" + hostile + "\n"});
  stats::Verdict none = verdict(stats::Decision::undecided, 0.9, 0.1, 0.5);
  none.failed_mutant = 2;
  none.undecided_because = "2 of 5 runs have no score";
  const MutantResult result{
      .mutant = record.mutants.back().id,
      .trials = {
          {.trial = {record.mutants.back().id, {}}, .runs = 5, .planned = 5, .verdicts = {{"test", none}}}}};
  record.runs[result.mutant].push_back(runs_of(result.trials.front()));
  record.results.push_back(result);
}

inline void add_hostile_survivor(CampaignRecord& record) {
  const std::string file = record.mutants.back().file;
  record.mutants.push_back({.id = "LCH@" + file + ":3:2=hinge",
                            .operator_id = "LCH",
                            .group = "loss",
                            .file = file,
                            .line = 3,
                            .column = 2,
                            .end_line = 3,
                            .end_column = 6,
                            .choice = "hinge",
                            .description = hostile,
                            .diff = "--- a/x\n+++ b/x\n-" + hostile + "\n+```\n"});
  const std::string id = record.mutants.back().id;
  record.results.push_back(
      {.mutant = id,
       .trials = {{.trial = {id, {}},
                   .runs = 5,
                   .planned = 5,
                   .verdicts = {{"test", verdict(stats::Decision::survived, 0.9, 0.05, 0.9)}}}}});
  record.runs[id].push_back(runs_of(record.results.back().trials.front()));
}

/// Killed, killed by runs that all timed out, survived, better, undecided, no-effect, inapplicable,
/// unbuildable, suppressed, left out, not judged yet.
inline CampaignRecord example_record() {
  CampaignRecord record = small_record();
  add_undecided(record);
  add_hostile_survivor(record);
  record.program.sources.push_back(
      {record.mutants.back().file, "int main() {\n" + hostile + "\n" + hostile + "\n}\n"});
  record.program.left_out.push_back({.what = "HBS",
                                     .file = "a.cpp",
                                     .line = 7,
                                     .column = 6,
                                     .reason = "the comment in line 7 suppresses it: " + hostile,
                                     .suppressed = true});
  return record;
}

} // namespace misfire::testing
