// Sites that make the data that is trained on.
#pragma once

#include "mutator/program/slot.h"

namespace misfire {

/// The construction of a data loader.
struct Loader {
  std::optional<Slot> batch_size;
  std::optional<Slot> drop_last; ///< whether a last batch that is smaller is left out
  std::string obstacle;          ///< why its batch size is not that of the batches trained on; empty: it is
  bool shuffles = false;         ///< its sampler draws at random
  std::optional<Place> sampler;  ///< where another sampler's class can be written
  std::string unsampled;         ///< why `sampler` is absent where it shuffles
  bool distributed = false;      ///< its sampler gives each of several processes a part
  bool operator==(const Loader&) const = default;
};

/// A dataset: its construction where it can be wrapped, else the expression by which it is handed to a loader
/// or to `.map(...)`.
struct Dataset {
  std::string type;          ///< its class, without namespace: "MNIST", or the user's own
  std::optional<Place> data; ///< where it can be wrapped by a function from dataset to dataset
  std::string obstacle;      ///< why `data` is absent
  /// The class of its samples, where that is the program's own and says by no member `data` and `target` what
  /// they are; else empty.
  std::string own_samples = {};
  Key variable = {}; ///< what holds it where it is wrapped; empty where it is made there
  /// It gives the batches that come next, rather than samples by their numbers.
  bool streams = false;
  bool operator==(const Dataset&) const = default;
};

/// Plain tensors that are fed to training, without a dataset: inputs and targets that belong together.
struct TrainingTensors {
  std::vector<std::string> inputs;  ///< the expressions that name them: "x_train", "data.images"
  std::string targets;              ///< empty where nothing is compared with them
  std::vector<Key> input_variables; ///< in the order of `inputs`
  Key target_variable;
  /// What names the variable in each expression that is more than a name, in the order of `inputs`, then of
  /// the targets: "data" of "data.images"; empty for a mere name.
  std::vector<std::string> names;
  bool one_turn = false; ///< they are made for one turn of the loop that trains: a batch
  /// A round of the loop around trains on all of them, not on a part that is cut or drawn there.
  bool whole = true;
  /// Where a statement can be inserted that sees them all, after all are made: an empty range, the start of
  /// the statement that trains, or that of the first in the turn that uses them.
  SourceRange after;
  std::string obstacle; ///< why `after` is not written
  /// How many of the inputs, the last, are further targets: the loss compares with several tensors.
  unsigned further_targets = 0;
  /// Whether that statement may run several times on the same tensors.
  bool repeats = false;
  /// They are what a loader of libtorch's hands out for a turn. Linking keeps them where that loader's data
  /// set cannot be wrapped.
  bool of_loader = false;
  bool operator==(const TrainingTensors&) const = default;
};

} // namespace misfire
