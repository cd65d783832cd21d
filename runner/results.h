// What a campaign finds out: of the baseline, of each trial on each test suite, of each mutant.
#pragma once

#include "runner/run.h"
#include "stats/verdict.h"

namespace misfire {

/// What is known of a mutant before anything is trained: a row of mutants.json, and of the store.
struct MutantEntry {
  std::string id;
  std::string operator_id;
  std::string group;
  std::string file; ///< relative to the program's root
  std::uint32_t line = 1, column = 1, end_line = 1, end_column = 1;
  std::string choice;           ///< a Choice's value; else empty
  std::optional<double> number; ///< the number its source holds
  /// An Interval's ends; `mild` is absent where only a probe can tell it.
  std::optional<double> mild, harsh;
  std::string description;
  std::string diff;
  std::string unbuildable; ///< the compiler's message where it does not compile
  bool operator==(const MutantEntry&) const = default;
};

/// What became of a mutant as a whole, apart from the verdicts on its trials.
enum class Standing { judged, no_effect, inapplicable, unbuildable };

/// A trial with its verdict on every test suite.
struct TrialResult {
  Trial trial;
  bool no_effect = false; ///< it trained exactly as the baseline does; then there are no verdicts
  unsigned runs = 0;      ///< those that were looked at
  unsigned planned = 0;   ///< those that a full trial would have made
  std::map<std::string, stats::Verdict> verdicts; ///< by test suite
  bool operator==(const TrialResult&) const = default;
};

struct MutantResult {
  std::string mutant; ///< its id
  Standing standing = Standing::judged;
  std::string reason; ///< why it is inapplicable or unbuildable; a remark on a search; else empty
  std::vector<TrialResult> trials; ///< an Interval's in the order they were asked for, its harsh end first
  /// By test suite, of an Interval: the mildest value that was killed; absent where none was.
  std::map<std::string, double> mildest_killed;
  bool operator==(const MutantResult&) const = default;
};

/// The word for a verdict: "killed", "survived", "better", "undecided".
std::string spelled(const stats::Verdict& verdict);

/// The verdict that a mutant is counted by on a test suite, an Interval's that of its harsh end; nothing if
/// it was not judged.
const stats::Verdict* counting_verdict(const MutantResult& result, const std::string& suite);

/// One test suite of the baseline.
struct BaselineSuite {
  std::string suite;
  std::string metric;
  unsigned n = 0;
  double mean = 0;
  double deviation = 0; ///< n - 1
  bool operator==(const BaselineSuite&) const = default;
};

/// What a report says of the whole campaign beside its mutants.
struct CampaignSummary {
  std::vector<BaselineSuite> baseline;
  bool reproducible = true;
  double baseline_seconds = 0; ///< the mean of a baseline run
  unsigned trained = 0;        ///< runs that were trained in this campaign, the baseline's too
  unsigned kept = 0;           ///< runs that the store had already
  unsigned saved = 0;          ///< runs that stopping early and no-effect made unnecessary
  double seconds = 0;          ///< wall time of this session
  bool interrupted = false;
  bool operator==(const CampaignSummary&) const = default;
};

} // namespace misfire
