// Which networks are kept, and whether a run can be replayed on them: the folder kept/ of a campaign's
// output.
//
//   kept/TRIAL/seed-1/...   runs of a trial (kept_run.h); TRIAL is its program's digest, and its number
//   kept/TRIAL/replays      a replay printed what its run had printed (kept_origin.h)
//   kept/TRIAL/origin       where its networks come from (kept_origin.h)
//   kept/TRIAL/distrust     of a baseline: why no earlier network counts for it (kept_origin.h)
//   kept/TRIAL/refused      why nothing of this trial is kept, in words that follow "since"
//   kept/TRIAL/killed       on every suite, whose names it holds, one a line: what goes first when room is
//                           needed, before what an earlier program left
#pragma once

#include "runner/configuration/configuration.h"
#include "runner/results.h"
#include "runner/training/executor.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace misfire {

/// What is kept, for people.
struct KeptState {
  unsigned trials = 0;                     ///< of which networks are kept, and were seen to replay
  unsigned unchecked = 0;                  ///< of which networks are kept, and nothing is known yet
  std::uint64_t bytes = 0;                 ///< of all
  std::map<std::string, unsigned> refused; ///< why of how many trials none is kept
  bool operator==(const KeptState&) const = default;
};

/// Reads the folder of a campaign's output.
KeptState kept_state(const std::string& output);

/// In sentences, each ended by `end`; empty where nothing is kept or was refused.
std::string text_of(const KeptState& state, const std::string& end = "\n");

class Keeper {
public:
  /// Keeps nothing where the configuration does not ask for it. `fresh`: what an earlier session kept goes.
  explicit Keeper(const Configuration& configuration, bool fresh = false);

  /// Says where a training that is about to start is to keep its network, if it is.
  void prepare(Training& training);

  /// A training that was prepared has ended, or is known from earlier. The first of each trial gives a
  /// replay, on the same test data, which is to be made and handed to `checked`.
  std::optional<Training> ended(const Trained& trained);
  std::optional<Training> recalled(Training training, const Run& run);

  /// A trial's networks, that an earlier program has left, are wanted: they do not go before others, not even
  /// where it is killed. Those of the `baseline`, by which all others count, go for nothing.
  void spare(const std::string& trial, bool baseline = false) { wanted_[trial] |= baseline; }
  /// None of them is wanted any more.
  void release() { wanted_.clear(); }
  /// A replay on a suite of its own is to begin with a training's network: nothing of its trial goes, until
  /// it is let go as often as it was held. Whether it is killed is then to be told anew.
  void hold(const Training& training);
  void let_go(const Training& training);
  /// A trial's folder is of this campaign.
  void own(const std::string& trial) { seen_.insert(trial); }

  /// A replay has ended: where it has not printed what its run has, nothing of its trial is kept.
  void checked(const Trained& replay);
  /// Whether the replay that shows that of a trial's folder has not ended yet.
  bool is_checking(const std::string& trial) const { return under_way_.contains(trial); }

  /// The folder of a training's trial, and that of its network, whether they are there or not.
  std::string folder_of(const Training& training) const;
  std::string network_of(const Training& training) const;
  bool is_checking(const Training& training) const { return is_checking(folder_of(training)); }
  /// Why no replay can begin with the network of a training, in words that follow "since"; empty where one
  /// can.
  std::string find_obstacle(const Training& training) const;

  /// Removes what was kept of a program without a number, which no campaign needs.
  void drop(const std::string& program);

  /// The trials of a mutant that are killed on every suite are the first to go.
  void decided(const MutantResult& result) const;

  /// The most that `runs` runs will take, by the baseline's; 0 while none is kept.
  std::uint64_t expected(unsigned runs) const;

  /// What the replays of this session took of the time of all its runs, for people; empty without any.
  std::string cost() const;

private:
  std::string folder_of(const std::string& program, const std::optional<double>& number) const;
  std::optional<Training> replay_of(const Training& training, const Run& run);
  std::string difference(const Run& run, const Run& replayed) const;
  std::set<std::string> reproduced(const Run& run, const Run& replayed) const;
  bool has_room(std::uint64_t bytes, bool baseline);
  bool may_go_first(const std::string& trial) const;
  bool drop_until(std::uint64_t bytes, const std::function<bool(const std::string&)>& may_go);
  void refuse(const std::string& trial, const std::string& why);

  std::string folder_; ///< kept/ of the output; empty where nothing is kept
  std::uint64_t most_; ///< bytes
  Oracle oracle_;
  std::vector<MetricPattern> metrics_; ///< all
  std::vector<MetricPattern> judging_;
  std::set<std::string> suites_;         ///< of their own, that are asked for
  std::uint64_t bytes_ = 0;              ///< that are kept
  std::uint64_t bytes_of_a_run_ = 0;     ///< of the baseline
  std::map<std::string, Run> checking_;  ///< by trial's folder: the run whose replay is under way
  std::set<std::string> under_way_;      ///< of those, the folders whose replay has not ended
  std::set<std::string> seen_;           ///< folders of this campaign's trials, as far as they are known
  std::map<std::string, unsigned> held_; ///< folders of trials, and for how many replays on suites
  std::map<std::string, bool> wanted_;   ///< folders of earlier programs; whether they are of the baseline
  double replayed_seconds_ = 0;
  double trained_seconds_ = 0;
};

} // namespace misfire
