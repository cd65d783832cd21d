// What the console says, as text: verdicts, the baseline, the estimate, the closing table. No colour, no
// terminal.
#pragma once

#include "mutator/operators/advice.h"
#include "report/scoreboard.h"
#include "runner/watcher.h"

namespace misfire {

/// A duration for people: "8 s", "4 min", "2 h 5 min".
std::string spelled_duration(double seconds);

/// "killed", "survived", "better", "undecided", "no-effect", "inapplicable", "unbuildable".
std::string spelled(Counted counted);

/// The same as a result's line begins: what wants a look in capitals, "SURVIVED" and "UNBUILDABLE".
std::string verb_of(Counted counted);

/// What the verdicts of a judged mutant are made from: "0.902 -> 0.113, d = 45.25, p < 0.001; train killed:
/// ..., 5 runs".
std::string evidence_text(const MutantResult& result, const std::vector<std::string>& suites);

/// What to think of before a survivor's advice is followed: that its effect is large enough to kill, but not
/// certain with so few runs. Empty where there is nothing of the kind.
std::string caution_of(const stats::Verdict& verdict, const Judging& judging);

/// What a survivor means and what to try, where these suites judge: where that is only the suite `train`, it
/// is of training data that the advice speaks, and not of test data.
Advice advice_for(const std::string& operator_id, const std::vector<std::string>& suites);

/// What is to be said beside a verdict: "; only its harsh end was tried". Empty without a reason.
std::string remark_of(const MutantResult& result);

/// A result's line: the verb in a column of its own, the mutant, and what the verdict is made from.
std::string verdict_line(const MutantEntry& mutant, const MutantResult& result,
                         const std::vector<std::string>& suites);

/// How many mutants and runs, how long, and what so many runs can show; a line each.
std::string estimate_text(const Estimate& estimate);

/// A line with the campaign's progress, without line end.
std::string progress_line(const Progress& progress, unsigned killed, unsigned survived);

/// The score of faults in trained networks, which is kept apart, with what it is of, in a line; empty without
/// such mutants.
std::string after_training_text(const SuiteScore& score);

/// The table of operators, the scores with their definitions, what is not counted, what was trained.
std::string closing_text(const std::vector<SuiteScore>& scores, const CampaignSummary& summary);

/// Where the results lie, relative to where the user is.
std::string where_to_look(const std::string& output);

} // namespace misfire
