// Sites that decide how long is trained, in which mode, and which model is kept.
#pragma once

#include "mutator/program/slot.h"

namespace misfire {

/// A loop around training that walks epochs.
struct EpochLoop {
  std::optional<Slot> epochs; ///< how many it trains; absent where that is no number in its header
  std::string uncounted;      ///< why `epochs` is absent
  /// Where a statement can be written that runs first in each of its rounds: in place of `range`, between
  /// `before` and its own text with `after`. Absent in a macro's body.
  std::optional<Place> first;
  /// Where its body asks whether the last epoch has come, by what stands in the header: each is written as
  /// `epochs` is.
  std::vector<SourceRange> bounds = {};
  bool recursive = false; ///< it is no loop, but a function's call of itself
  bool operator==(const EpochLoop&) const = default;
};

/// A loop around training or evaluation that walks batches, or, where none cuts them, a call that makes one.
struct BatchLoop {
  /// Where batches are cut by hand, `for (i = 0; i < n; i += size)`, gathered or drawn: their size.
  std::optional<Slot> batch_size;
  std::vector<SourceRange> sizes; ///< the places in the loop where that size is written, the slot's included
  std::string samples; ///< how many samples there are, as written: "n"; empty: any number above them serves
  /// What a range-for walks, where that is a loader.
  std::optional<SourceRange> walked = {};
  std::string unbounded; ///< why there is no batch of all samples; empty where there is
  bool operator==(const BatchLoop&) const = default;
};

/// A condition that decides, by a value measured on validation data or by how long that has not improved,
/// whether the model is kept or training ends.
struct Guard {
  enum class Purpose { checkpoint, stop, both, unknown };
  Purpose purpose = Purpose::unknown;
  SourceRange condition;        ///< the condition alone
  std::optional<Slot> patience; ///< how many rounds without improvement it waits for
  /// Whether what it compares is measured on validation data, as far as the flow tells.
  bool validates = false;
  std::string unvalidated; ///< why not, where that is known
  /// It keeps the model, or ends training, where it is false: `while (waited < patience)`.
  bool inverted = false;
  bool alone = false; ///< it is all that a loop's header asks
  // What linking decides these by.
  Expression value;               ///< the condition
  SourceRange accepted, rejected; ///< what runs where it is true, and where it is false
  std::vector<Key> counters;      ///< what is compared with the patience
  /// What is so of parameters of functions wherever `accepted` or `rejected` runs.
  std::vector<FlagTest> if_accepted = {}, if_rejected = {};
  bool operator==(const Guard&) const = default;
};

/// A place where the model, or a copy of its parameters, is kept: `torch::save(model, ...)`, `best =
/// clone()`.
struct Checkpoint {
  bool operator==(const Checkpoint&) const = default;
};

/// A call of `train()` or `eval()` on a module.
struct ModeSwitch {
  std::optional<bool> training; ///< the mode it switches to; nothing where only a run can tell
  /// What goes when it goes; absent where its value is used.
  std::optional<SourceRange> statement;
  bool operator==(const ModeSwitch&) const = default;
};

/// A guard, or a call, under which no gradients are recorded: NoGradGuard, InferenceMode, AutoGradMode,
/// GradMode::set_enabled.
struct NoGrad {
  std::string type;            ///< libtorch's name without namespace
  std::optional<bool> enabled; ///< whether gradients are recorded under it; nothing where only a run can tell
  SourceRange scope;           ///< from it to the end of its block
  bool operator==(const NoGrad&) const = default;
};

} // namespace misfire
