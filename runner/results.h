// What a campaign finds out: of the baseline, of each trial on each test suite, of each mutant.
#pragma once

#include "mutator/program/source.h"
#include "runner/run.h"
#include "stats/verdict.h"

#include <utility>

namespace misfire {

/// What a mutant writes into the file of its site: `text` in place of the bytes from `begin` to `end`, which
/// hold all its edits there and reach no further. An #include line that it needs is not part of it.
struct Replacement {
  Position begin, end;
  std::string text;
  bool operator==(const Replacement&) const = default;
};

/// What is known of a mutant before anything is trained: a row of mutants.json, and of the store.
struct MutantEntry {
  std::string id;
  std::string operator_id;
  std::string group;
  bool identity = false; ///< no fault, but a check of misfire itself: it counts in no score
  std::string file;      ///< relative to the program's root
  std::uint32_t line = 1, column = 1, end_line = 1, end_column = 1;
  std::string choice;           ///< a Choice's value; else empty
  std::optional<double> number; ///< the number its source holds
  /// An Interval's ends; `mild` is absent where only a probe can tell it.
  std::optional<double> mild, harsh;
  std::string description;
  std::string diff;
  std::string unbuildable;                ///< the compiler's message where it does not compile
  std::optional<Replacement> replacement; ///< absent where it changes nothing in `file`
  bool operator==(const MutantEntry&) const = default;
};

/// A source or header of the subject, as it was read.
struct SourceText {
  std::string file; ///< relative to the program's root
  std::string text;
  bool operator==(const SourceText&) const = default;
};

/// Something that was not mutated, and why.
struct LeftOut {
  std::string what; ///< an operator's id; a site's kind where no operator can write there
  std::string file; ///< relative to the program's root; empty without a site
  std::uint32_t line = 1, column = 1;
  std::string choice; ///< a Choice's value, where it is that one alone; else empty
  std::string reason;
  bool suppressed = false; ///< a comment in the program asks that it is not made
  bool operator==(const LeftOut&) const = default;
};

/// What a campaign read beside its mutants, so that a report needs no file of the subject's.
struct ProgramRecord {
  std::string root; ///< absolute; what the files are relative to
  std::vector<SourceText> sources;
  std::vector<LeftOut> left_out;
  bool operator==(const ProgramRecord&) const = default;
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
  /// Under which its runs are in the store, with the seeds first_seed, first_seed + 1, ...
  std::string program = {};
  std::uint64_t first_seed = 1;
  unsigned replayed = 0; ///< of those that were looked at: Run::replayed
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

/// The verdict that a mutant is counted by on a test suite, an Interval's that of its harsh end; nothing if
/// it was not judged.
const stats::Verdict* counting_verdict(const MutantResult& result, const std::string& suite);

/// As what a mutant counts on a test suite.
enum class Counted { killed, survived, better, undecided, no_effect, inapplicable, unbuildable };

Counted counted_as(const stats::Verdict& verdict);

/// By its counting verdict; undecided where it was judged, but not on this suite.
Counted counted_as(const MutantResult& result, const std::string& suite);

/// The same on the first of a campaign's suites, by which it is shown.
Counted counted_as(const MutantResult& result, const std::vector<std::string>& suites);

/// One test suite of the baseline.
struct BaselineSuite {
  std::string suite;
  std::string metric;
  unsigned n = 0;
  double mean = 0;
  double deviation = 0; ///< n - 1
  stats::Goal goal = stats::Goal::maximize;
  bool operator==(const BaselineSuite&) const = default;
};

/// By what a campaign judged.
struct Judging {
  stats::Test test = stats::Test::glm;
  double alpha = 0.05;
  double effect = 0.5; ///< the smallest Cohen's d that kills
  unsigned baseline_runs = 20;
  unsigned mutant_runs = 20; ///< planned; those made are fewer where the verdict is certain earlier
  bool exact = false;
  bool operator==(const Judging&) const = default;
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
  Judging judging = {};
  std::string baseline_program = {}; ///< under which the baseline's runs are in the store, from seed 1
  /// Under what it ran, for people: {"compiler", "clang++-19"}, {"jobs", "2"} ...
  std::vector<std::pair<std::string, std::string>> circumstances = {};
  bool operator==(const CampaignSummary&) const = default;
};

} // namespace misfire
