// A campaign's mutants on their way to verdicts: whose turn it is, and what it needs next. All are on their
// way at once, so that no core idles while one search waits for a verdict.
#pragma once

#include "runner/campaign/campaign.h"
#include "runner/campaign/next_runs.h"

#include <deque>
#include <map>
#include <set>

namespace misfire {

class CampaignLoop {
public:
  /// All must outlive it.
  CampaignLoop(Trainer& trainer, Store& store, const Baseline& baseline, const Rules& rules, Watcher& watcher,
               const CampaignOptions& options);

  Result<void> add(const Mutant& mutant, const MutantEntry& entry, const Binary& binary);

  /// Until every mutant is decided, or an interruption has let what was being trained end.
  Result<void> run();

  /// What is under way, the nearest to a verdict first.
  std::vector<OpenMutant> open() const;

  std::vector<MutantResult> results; ///< in the order in which they were decided
  bool cut_short = false; ///< a mutant is not judged on suites of their own, since replays were left open
  unsigned saved = 0;     ///< runs that decided trials did not need

private:
  /// Whether a mutant's runs can be cut from the baseline's (free_epochs.h): not looked at yet; a real run of
  /// it is to be compared; its runs are cut; they are trained.
  enum class Free { unknown, being_checked, cut, trained };

  /// A mutant that is not judged yet, with all that is known of it.
  struct Pending {
    const Mutant* mutant = nullptr;
    const MutantEntry* entry = nullptr;
    Training training = {}; ///< what all its trainings have in common
    Record record = {};
    Needs needs = {}; ///< what is not started yet
    std::set<NeededRun> being_trained = {};
    Free free = Free::unknown;
    unsigned epochs = 0;                     ///< that the program has, where runs are cut
    std::optional<MutantResult> result = {}; ///< without verdicts on suites of their own
    std::vector<Training> replays = {};      ///< on those, that are not started yet
    unsigned being_replayed = 0;
    bool done = false;
    bool may_end_early = false; ///< a run of it ended without a score, or refused the fault
    bool leads = false;         ///< of its operator's mutants, the one that goes first where time is short
    unsigned made = 0;          ///< runs in its record
    std::size_t position = 0;   ///< among all
    long rank = 0;              ///< under which it waits
  };

  void choose_leaders();
  void queue(Pending& pending);
  unsigned distance(const Pending& pending) const;
  Training training_of(const Pending& pending, const NeededRun& needed) const;
  Training probe_of(const Pending& pending) const;
  Result<void> advance(Pending& pending);
  Result<bool> recall(Pending& pending);
  Result<std::optional<Run>> find_run(Pending& pending, const NeededRun& needed);
  Result<bool> is_checked(Pending& pending);
  void note(Pending& pending, const NeededRun& made, const Run& run);
  bool needs_as_before(const Pending& pending, const std::optional<double>& number) const;
  std::optional<Training> next();
  Training take_next(Pending& pending);
  Result<void> take(const Trained& trained);
  Result<void> judge_on_suites(Pending& pending);
  Result<void> conclude_on_suites(Pending& pending);
  Result<void> conclude_unreplayed();
  static Training take_replay(Pending& pending);
  Result<void> take_from_suite(Pending& pending, const Trained& replay);
  Result<void> conclude(Pending& pending, MutantResult result);
  unsigned most_runs(const Mutant& mutant) const;
  Progress progress();

  Trainer& trainer_;
  Store& store_;
  const Baseline& baseline_;
  const Rules& rules_;
  Watcher& watcher_;
  const CampaignOptions& options_;
  double began_;
  unsigned trained_before_;
  unsigned mutants_ = 0;
  unsigned runs_of_decided_ = 0;
  unsigned most_runs_of_decided_ = 0;
  unsigned runs_of_open_ = 0; ///< that are made of mutants that are not decided
  unsigned most_runs_of_open_ = 0;
  unsigned runs_timed_ = 0;  ///< runs of mutants that were trained, now or earlier
  double seconds_timed_ = 0; ///< that these took
  unsigned in_flight_ = 0;
  std::deque<Pending> pending_;                    ///< in the order in which they were added
  std::map<std::string, std::size_t> position_of_; ///< by a mutant's id
  std::map<std::string, unsigned> mutants_with_;   ///< by their program: twins have one in common
  /// Rank and position of those that need what is not started: whose turn it is comes first.
  std::set<std::pair<long, std::size_t>> waiting_;
};

} // namespace misfire
