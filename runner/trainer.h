// Trains what the store does not hold yet, and keeps it there.
#pragma once

#include "runner/configuration.h"
#include "runner/executor.h"
#include "runner/store.h"

namespace misfire {

/// What the user wants of a campaign that runs: to go on; to end when what is being trained has ended; to end
/// at once.
enum class Interruption { none, finish, stop };

class Trainer {
public:
  /// All three must outlive it.
  Trainer(Executor& executor, Store& store, const Configuration& configuration);

  /// What a run of this binary depends on beside its number, seed and repetition. `role` is an operator's id
  /// or `baseline_id`: `no-op`, whose binary may equal the baseline's, must be trained itself to check
  /// anything.
  std::string program_of(const std::string& binary_digest, const std::string& role) const;

  /// The run of an earlier training, if there was one; one that was killed by a shorter timeout does not
  /// count.
  Result<std::optional<Run>> recall(const Training& training);
  Result<std::optional<Probe>> recall_probe(const Training& training);

  bool has_room() const { return in_flight < executor.jobs(); }
  bool is_idle() const { return in_flight == 0; }
  Result<void> start(const Training& training);

  /// The next training that ends, kept; nothing after a second or at a signal. A baseline that failed is not
  /// kept: it ends the campaign, and is tried again by the next one.
  Result<std::optional<Trained>> next();

  /// Ends what is being trained, without results.
  void stop();

  double now() { return executor.now(); }
  unsigned jobs() const { return executor.jobs(); }
  unsigned trained() const { return trained_count; }
  unsigned recalled() const { return recalled_count; }

private:
  Result<void> keep(const Trained& trained);

  Executor& executor;
  Store& store;
  std::string conditions; ///< digest of what all runs of the campaign share
  unsigned in_flight = 0;
  unsigned trained_count = 0;
  unsigned recalled_count = 0;
};

} // namespace misfire
