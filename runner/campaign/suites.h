// Suites of their own (Configuration::suites): networks that are kept are evaluated on other test data, and
// their trials judged by what is printed then. Nothing is trained for them, and nothing of them decides what
// is.
//
//   a trial's runs ──missing──▶ replays to be made, or to wait for
//   an ended replay ──keep──▶ the store: more metrics of the run whose network it had
//   the runs ──judge──▶ verdicts beside those of the campaign
#pragma once

#include "mutator/operators/mutant.h"
#include "runner/campaign/baseline.h"
#include "runner/campaign/keeper.h"
#include "runner/suite_marks.h"

namespace misfire {

/// A trial's first runs.
struct RunsOfTrial {
  Training training; ///< of its program and number; no seed
  std::uint64_t first_seed = 1;
  unsigned count = 0;
};

/// What must be replayed before a trial can be judged on all suites.
struct MissingReplays {
  std::vector<Training> replays;
  bool waits = false; ///< for the replay that shows whether its networks are right, which is under way
};

class Suites {
public:
  /// All must outlive it. `conditions` by suite: what its scores depend on beside the run whose network they
  /// are of (conditions_of_suites).
  Suites(const Configuration& configuration, Store& store, const Keeper& keeper,
         std::map<std::string, std::string> conditions);

  /// Of one of a mutant's trials, or of the baseline. A trial that `judge` does not judge on any suite needs
  /// none.
  Result<MissingReplays> missing(const RunsOfTrial& runs);
  static bool judges(const TrialResult& trial);

  /// Keeps what an ended replay printed with the run whose network it had. Of the baseline only what can be
  /// judged by is kept. A replay that never began, since its network was gone or its task was lost, shows
  /// nothing: it is not kept, and not asked for again in this session.
  Result<void> keep(const Trained& replay);

  /// The scores of the baseline, by which mutants are judged on a suite; or, in its place, the suite is left
  /// out from here on.
  Result<void> add_samples(Baseline& baseline, const RunsOfTrial& runs, const Rules& rules);

  /// Adds to a mutant's result its verdicts on each suite. A trial that cannot be judged there, since a
  /// network is not kept or its runs do not tell, is undecided, with the reason.
  Result<void> judge(MutantResult& result, const Mutant& mutant, const Training& training,
                     const Baseline& baseline, const Rules& rules);

  /// By name, of all suites that are asked for.
  const std::map<std::string, std::string>& conditions() const { return conditions_; }

  /// Why suites are left out, by name, in words that follow "since".
  const std::map<std::string, std::string>& left_out() const { return left_out_; }

  /// What judging on the suites took, and what could not be, in sentences.
  std::string text() const;

private:
  struct Scores {
    stats::Sample sample;
    std::string refusal; ///< why it says nothing, in words that follow "since"; else empty
  };

  bool is_judged(const std::string& suite) const {
    return conditions_.contains(suite) && !left_out_.contains(suite);
  }
  std::optional<SuiteMark> find_current_mark(const Run& run, const std::string& suite) const;
  std::string refusal_of(const Run& run, const SuiteMark& mark, const JudgedSuite& suite) const;
  std::string why_not_replayed(const Training& training, const std::string& suite) const;
  Result<Scores> scores(const JudgedSuite& suite, const RunsOfTrial& runs);
  Result<void> judge_search(MutantResult& result, const Mutant& mutant, const Training& training,
                            const std::string& suite);
  stats::Verdict verdict_of(const Scores& scores, const JudgedSuite& suite, const Baseline& baseline,
                            const stats::StoppingRule& rule) const;

  const Configuration& configuration_;
  Store& store_;
  const Keeper& keeper_;
  std::map<std::string, std::string> conditions_;
  std::map<std::string, std::string> left_out_;
  std::map<std::string, std::string> failures_; ///< of the baseline, by suite: how a replay of it ended
  /// Replays that showed nothing: of which run, on which suite, and why.
  std::map<std::pair<RunKey, std::string>, std::string> given_up_;
  std::map<std::string, unsigned> refused_; ///< why so many trials cannot be judged
  unsigned replayed_ = 0;
};

/// Replays the baseline's networks on all suites, and adds the scores to it. False if it was interrupted.
Result<bool> measure_baseline(Trainer& trainer, Suites& suites, const RunsOfTrial& runs, const Rules& rules,
                              const std::function<Interruption()>& interruption, Baseline& baseline);

} // namespace misfire
