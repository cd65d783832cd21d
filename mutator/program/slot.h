// How to write at a site: the reader says where and in which words, so that operators need not know idioms.
#pragma once

#include "mutator/program/value.h"

namespace misfire {

/// A hyperparameter that can be given another value X: replace `range` by `before` + X + `after`, whatever
/// the idiom. For `Linear(784, 64)` the slot of its bias is {range of `784, 64`,
/// "torch::nn::LinearOptions(784, 64).bias(", ")"}; for
/// `.bias(true)` it is {range of `true`, "", ""}.
struct Slot {
  SourceRange range;
  std::string before;
  std::string after;
  /// What the program has there, as an expression that can stand in X's place ("epochs", "lr * 0.5"); empty
  /// where nothing is written there (a default).
  std::string written;
  /// Where its value comes from. For a default the expression is not written and its constant is the default.
  Expression origin;
  /// What is added to the value of `origin` to get the hyperparameter: a loop `for (e = 1; e < n; ++e)` has n
  /// - 1 epochs.
  std::int64_t offset = 0;
  /// The program's own value, once linked; nothing where it is not known before the program runs, or where
  /// several values reach it.
  std::optional<Value> current;

  /// X in place of an expression, `written`.
  static Slot in_place(SourceRange range, std::string written, Expression origin) {
    return {std::move(range), {}, {}, std::move(written), std::move(origin), 0, {}};
  }
  /// X between `before` and `after` at `at`, where the program says nothing and so has `implied`, if that is
  /// known.
  static Slot inserted(SourceRange at, std::string before, std::string after, std::optional<Value> implied) {
    Slot slot{std::move(at), std::move(before), std::move(after), {}, {}, 0, {}};
    slot.origin.constant = std::move(implied);
    return slot;
  }
  bool operator==(const Slot&) const = default;
};

/// An expression that can be wrapped: replace `range` by `f(` + `before` + its own text + `after` + `)`. For
/// the member initialiser `fc1(784, 64)` it is {range of `784, 64`, "torch::nn::Linear(", ")"}; for an
/// expression both are empty.
struct Place {
  SourceRange range;
  std::string before;
  std::string after;
  bool operator==(const Place&) const = default;
};

} // namespace misfire
