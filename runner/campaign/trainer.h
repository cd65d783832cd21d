// Trains what the store does not hold yet, and keeps it there.
#pragma once

#include "runner/campaign/replays.h"
#include "runner/campaign/surroundings.h"
#include "runner/configuration/configuration.h"
#include "runner/store/store.h"
#include "runner/training/executor.h"

#include <deque>
#include <set>

namespace misfire {

/// What the user wants of a campaign that runs: to go on; to end when what is being trained has ended; to end
/// at once.
enum class Interruption { none, finish, stop };

/// How far the store is trusted.
struct Trust {
  Surroundings surroundings = {}; ///< what runs depend on beside sources and arguments
  bool fresh = false;             ///< runs of earlier sessions do not count
  bool retrain = false;           ///< runs that were replayed do not count
  Places places = {};             ///< Built::places
  std::string arithmetic = {};    ///< of the machines that train (arithmetic.h); empty: not known
};

class Trainer {
public:
  /// Executor, store, configuration, keeper and replays must outlive it. Without a keeper no network is kept;
  /// with one it is asked of every run, and the replays that it wants are made among the others. Where there
  /// are `replays`, they say which trainings are replayed.
  Trainer(Executor& executor, Store& store, const Configuration& configuration, const Trust& trust = {},
          Keeper* keeper = nullptr, Replays* replays = nullptr);

  /// What a run of this binary depends on beside its number, seed and repetition. `role` is an operator's id
  /// or `baseline_id`: `no-op`, whose binary may equal the baseline's, must be trained itself to check
  /// anything.
  std::string program_of(const std::string& binary_digest, const std::string& role) const;

  /// The run of an earlier training, if there was one; one that was killed by a shorter timeout does not
  /// count, nor, where everything is to be trained afresh, one of an earlier session.
  Result<std::optional<Run>> recall(const Training& training);
  Result<std::optional<Probe>> recall_probe(const Training& training);

  bool has_room() const { return overdue_.empty() && extra_.empty() && in_flight_ < executor_.room(); }
  bool is_idle() const { return overdue_.empty() && extra_.empty() && in_flight_ == 0; }
  Result<void> start(const Training& training);

  /// Whether a training cannot be started yet, since another is being made that decides whether it must be.
  Result<bool> must_wait(const Training& training);

  /// Whether there are networks of earlier campaigns: without them, no training must wait.
  bool has_kept_networks() const { return replays_ && replays_->has_networks(); }

  /// Has the run of this training's trial that a replay is checking end once more, as soon as that is seen.
  void await_check(const Training& training) { awaited_.insert({training.program, training.trial.number}); }

  /// The next training that ends, kept; nothing after a second or at a signal. A baseline that failed
  /// or trained nothing is not kept: it ends the campaign, and is tried again by the next one. The first run
  /// of a trial that takes too long is made once more with nothing beside it, and only that run counts.
  /// A run may end once more, where others of its trial, or await_check, have waited for the replay that
  /// checks it. A replay on a suite of its own is not kept here. Error: the executor's, what is told cannot
  /// be kept, or no disk is left, so that what ended may not have been able to write.
  Result<std::optional<Trained>> next();

  /// Nothing is made again any more: what took too long beside others is left open, and so is what replays
  /// were to show.
  void finish();

  /// Keeps a run that was known without training it, and what a replay recorded of its inputs.
  Result<void> keep_untrained(const Training& training, const Run& run, const Recorded& recorded = {});

  /// Ends what is being trained, without results.
  void stop();

  double now() { return executor_.now(); }
  unsigned jobs() const { return executor_.jobs(); }
  std::string confinement() const { return executor_.confinement(); }
  unsigned trained() const { return trained_count_; }
  unsigned recalled() const { return recalled_count_; }
  /// Runs of mutants with Training::after_training, which are none of those that were trained.
  unsigned replayed() const { return replayed_count_; }

private:
  Result<void> keep(const Trained& trained);
  Result<std::optional<Trained>> take_replay(const Trained& trained);
  Result<std::optional<Trained>> take_check(const Trained& check);
  Result<std::optional<Trained>> take_after_training(Trained trained);
  void note_trained(RunKey key);
  bool is_known(const RunKey& key) const { return !fresh_ || trained_now_.contains(key); }
  Result<void> confirm_overdue();
  Result<void> start_extra();
  bool is_put_aside(const Trained& trained);

  Executor& executor_;
  Store& store_;
  std::string output_;            ///< the campaign's folder
  std::set<std::string> metrics_; ///< names of all
  std::string arithmetic_;        ///< Trust::arithmetic
  std::string conditions_;        ///< digest of what all runs of the campaign share
  bool fresh_, retrain_;
  std::set<RunKey> trained_now_;                          ///< empty where the store is trusted
  std::deque<Training> overdue_;                          ///< that took too long beside others
  bool confirming_ = false;                               ///< the first of them is being made again
  std::set<std::pair<Trial, std::string>> known_overdue_; ///< that took too long alone, and on which suite
  Keeper* keeper_;                                        ///< null where nothing is kept
  Replays* replays_;                                      ///< null where no earlier network counts
  std::set<std::pair<std::string, std::optional<double>>> awaited_; ///< programs and numbers: await_check
  std::set<RunKey> counting_;  ///< replays under way that stand in place of trainings
  std::deque<Training> extra_; ///< replays that are to be made, and trainings that replays did not save
  unsigned in_flight_ = 0;
  unsigned trained_count_ = 0;
  unsigned recalled_count_ = 0;
  unsigned replayed_count_ = 0;
};

} // namespace misfire
