// Uses of libtorch that are no sites by themselves: calls on tensors, modules and transforms without a
// weight, as far as operators can write them otherwise.
#pragma once

#include "mutator/program/site.h"

namespace misfire {

/// An argument as it is written: `1` of `softmax(1)`, and of `F::SoftmaxFuncOptions(1)`.
struct Argument {
  SourceRange range;
  std::optional<Value> constant; ///< where Clang can fold it
  bool whole = false;            ///< it is an integer
  bool operator==(const Argument&) const = default;
};

/// A use that is written where it can be changed.
struct TorchUse {
  SourceRange range;
  /// libtorch's name without namespace: "permute", "LogSoftmax"; "div" of `/` and `/=`, of plain numbers too
  std::string name;
  /// What a method is called on, or a function or operator is given first; not written where there is none.
  SourceRange tensor;
  std::vector<Argument> given; ///< what is given behind it
  bool by_method = false;      ///< it is a method's call
  /// `x = ` of `x = x.clamp(0, 1);`, a statement that gives a variable what is made of it; else not written.
  SourceRange assigned;
  std::string variable; ///< the name of the variable that it is the value of; empty without one
  /// What a method is called on at once with its value: "item" of `x.detach().item<float>()`; empty else.
  std::string asked;
  std::optional<Slot> option; ///< the epsilon of a batch normalisation
  Key function;
  Key loop;

  // Once linked:
  Role role = Role::unknown;
  bool of_loss = false; ///< its value reaches backward()
  bool operator==(const TorchUse&) const = default;
};

/// A division of whole numbers that is made real by a cast or a factor: `100. * double(right) / count`.
struct Quotient {
  SourceRange range;
  std::string factor;            ///< what the dividend is multiplied by, as written; empty without one
  std::string type;              ///< "double" or "float"
  SourceRange dividend, divisor; ///< the whole numbers, without the casts
  Key function;
  bool measured = false; ///< once linked: a printed number is made of it
  bool operator==(const Quotient&) const = default;
};

/// Once linked: a sum that gradients are taken of.
struct LossSum {
  SourceRange range;
  std::vector<SourceRange> terms; ///< those that are written, in order, without signs and numbers before them
  bool operator==(const LossSum&) const = default;
};

} // namespace misfire
