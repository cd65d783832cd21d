// Sites that show what training led to, and what its randomness comes from.
#pragma once

#include "mutator/program/slot.h"

namespace misfire {

/// A place that prints a number under a name: text before the number, as a regular expression could find it.
struct Metric {
  std::string label;      ///< the literal text just before the number, "Test accuracy: "
  std::string after;      ///< the literal text just after it in the same line, "%"
  std::string line;       ///< the whole line's text, with {} for each value printed in it
  std::string conversion; ///< printf's, "%.4f"; empty for streams
  std::string expression; ///< what is printed, as written
  Expression value = {};  ///< the same, as far as it can be followed

  // Once linked:
  std::vector<SourceRange> losses = {}; ///< the losses, and penalties, of training that it is made of
  /// It is the loss of one batch, printed in that batch's round: no number of a whole epoch.
  bool of_one_batch = false;
  bool operator==(const Metric&) const = default;
};

/// A number that is printed, under a name or none, of which nothing tells whether it says how good the
/// program is.
struct PrintedNumber {
  SourceRange range;      ///< what is printed
  std::string line;       ///< as a Metric's
  unsigned index = 0;     ///< which of the line's values it is, from 0
  std::string expression; ///< what is printed, as written
  auto operator<=>(const PrintedNumber&) const = default;
};

/// A source of randomness. Only libtorch's seed can be taken over; the others are listed as out of misfire's
/// control.
struct Seed {
  std::string function; ///< "torch::manual_seed", "std::srand", "std::random_device", "std::mt19937"
  std::optional<SourceRange> callee; ///< where another function's name can stand
  bool operator==(const Seed&) const = default;
};

/// A prediction is compared with its targets where nothing is trained: what the network got right of each
/// input is known here. Users know the kind as Comparison.
struct ComparedTargets {
  SourceRange input; ///< what entered the network: the first tensor that it was called with
  Key input_loop;    ///< the innermost loop around that in its function; empty outside any
  /// What a comment says is right; then the site is that comment. Empty for what the program compares.
  std::string right = {};
  /// What a comment says enters the network; then `input` is that comment. Empty for what the program says.
  std::string named_input = {};
  /// Further tensors of that call, which no network has made: an input is all of them.
  std::vector<SourceRange> beside = {};

  // Once linked:
  /// The point before the loop around both, one walk of which is one evaluation; not written without one:
  /// then each input that enters is evaluated alone.
  SourceRange pass = {};
  bool operator==(const ComparedTargets&) const = default;
};

} // namespace misfire
