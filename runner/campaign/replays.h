// When a replay counts: which trainings of a campaign need not be made, since the network that they would end
// with was kept before a change that does not reach training (docs/decisions/kept-networks.md).
//
//   a training ──way_of──▶ train it | wait, what decides it is being trained | replay it on this network
//   an ended replay ──run_of──▶ the run that stands in place of the training; nothing where it must be made
#pragma once

#include "mutator/source/identity.h"
#include "mutator/source/reach.h"
#include "runner/campaign/keeper.h"
#include "runner/store/store.h"

#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace misfire {

/// Where a campaign's runs come from, as far as networks are found by it.
struct Provenance {
  std::string circumstances;    ///< digest of what must be as it was: compiler, flags, libraries, threads
  std::string arguments;        ///< digest; nothing is known of where they go
  Sources sources;              ///< of the program, by paths that stay when it moves
  std::vector<LoopPoint> loops; ///< where in them the innermost loops that train begin
  std::map<std::string, MutantIdentity> mutants; ///< by id; the baseline needs none
  std::string data = {};                         ///< Surroundings::data
  bool decides_by_data =
      false; ///< training may keep or end, or set its rate, by data that it is not trained on
};

/// Under which a training's run is in the store.
inline RunKey key_of_run(const Training& training) {
  return {training.program, training.trial.number, training.seed, training.repetition};
}

class Replays {
public:
  static constexpr std::uint64_t checked_seeds = 2; ///< of the baseline, which are trained after a change

  enum class Way { train, wait, replay };

  /// Configuration, store and keeper must outlive it. `retrain`: nothing is replayed.
  Replays(const Configuration& configuration, Store& store, Keeper& keeper, Provenance now, bool retrain);

  /// The first training of the campaign's baseline, by which all else is decided.
  void begin(const Training& baseline);

  /// Whether any network was kept before this campaign began.
  bool has_networks() const { return !by_name_.empty(); }

  /// How a training is made. Where it is replayed, it says so itself, and where the network lies. It is asked
  /// before anything of it is started, and again as long as it has to wait.
  Result<Way> way_of(Training& training);

  /// The run that an ended replay stands for: what it printed last, with what its network's training was.
  /// Nothing where the replay is none to trust; from then on the training has to be made.
  Result<std::optional<Run>> run_of(const Trained& replay);

  /// What is known of the inputs of the run that run_of gave: what the replay recorded, and of metrics whose
  /// text is that of the network's training, what that had recorded.
  Result<Recorded> recorded_of(const Trained& replay);

  /// The network of a replay that counts is this campaign's from now on.
  void settle(const Training& replay);

  /// Notes where the networks of a training that keeps one come from.
  void note(const Training& training);

  /// Whether runs of this training's trial were to wait for the replay that checks it; once.
  bool has_kept_waiting(const Training& training);

  /// Which verdicts rest on replays and why the others were trained, in sentences; empty where there was no
  /// network that an earlier program has left.
  std::string text() const;
  unsigned replayed() const { return replayed_; }

private:
  /// The networks of a trial that an earlier program has left.
  struct Kept {
    std::string folder, program;
    std::string number;                             ///< "=0.1"; empty without one
    std::string arguments, sources, baseline, data; ///< of its Origin
    std::set<std::string> reproduced; ///< patterns of metrics that a replay printed as its run had
    bool has_these_metrics = false;   ///< the runs were read by the patterns of today
    bool strict = false;              ///< the function around its fault is as it was
  };

  void read_folders();
  MutantIdentity identity_of(const std::string& mutant) const;
  std::vector<const Kept*> all_of(const Training& training) const;
  const Kept* find(const Training& training) const;
  bool has_of_others() const;
  void spare_what_is_wanted();
  std::string folder_of(const Training& training) const;
  Result<std::optional<std::string>> difference(const Kept& kept);
  Result<std::optional<std::string>> find_refusal();
  Result<std::optional<std::string>> decide();
  void distrust(const std::string& why);
  Result<Way> way_of_baseline(const Training& training, const Kept& kept);
  Result<Way> way_of_mutant(const Training& training, const Kept& kept);
  Result<std::optional<std::string>> unlikeness(const Training& training, const Kept& kept,
                                                std::uint64_t seed);
  std::string reach_of(const Kept& kept);
  Result<bool> has_network(const Training& training, const Kept& kept);
  static bool is_taken_over(const MetricPattern& metric, const Kept& kept);
  Result<std::optional<Run>> composed(const Training& training, const Run& replayed, const Kept& kept);
  void trained(const Training& training, const std::string& why);
  void trained_without_network(const Training& training);
  void trained_first(const Training& training, const std::string& why);

  const Configuration& configuration_;
  Store& store_;
  Keeper& keeper_;
  Provenance now_;
  std::string sources_; ///< digest
  bool retrain_;
  std::map<std::string, std::vector<Kept>>
      by_name_;                                ///< by digest of an identity, with the number; newest first
  std::map<std::string, std::string> reaches_; ///< by digest of earlier sources; empty: none
  std::optional<Training> baseline_;           ///< its first
  std::string accepted_;               ///< the program of the earlier baseline that trains as this one does
  std::optional<std::string> refusal_; ///< why nothing can be replayed, once it is known; empty: it can
  std::set<RunKey> failed_;            ///< replays that were none to trust
  std::set<std::string> waiting_; ///< folders of trials of which runs wait for the replay that checks them
  /// By folders of today and of before, and seed: how networks differ; empty where they are equal.
  std::map<std::tuple<std::string, std::string, std::uint64_t>, std::string> compared_;
  bool has_others_ = false; ///< networks that were trained by another compiler, library, ...
  /// Mutants by reason: that were trained; of which one run was trained first.
  std::map<std::string, std::set<std::string>> why_trained_, why_first_;
  /// By mutant, the runs that were trained, since they had never been made.
  std::map<std::string, std::set<RunKey>> new_runs_;
  std::set<std::string> replayed_mutants_;
  unsigned replayed_ = 0;
};

} // namespace misfire
