// Sites that update parameters, and those that decide by how much.
#pragma once

#include "mutator/program/slot.h"

namespace misfire {

/// The construction of an optimizer.
struct Optimizer {
  std::string type; ///< its class, without namespace: "SGD", or the user's own
  std::optional<Slot> learning_rate;
  std::optional<Slot> weight_decay; ///< absent for those without that option
  /// Where its class is named as the type that is made: a declaration's type, a member's, the argument of
  /// make_unique, behind `new`. Two where `SGD sgd = SGD(...)` repeats it.
  std::vector<SourceRange> class_names;
  std::string unnamed;             ///< why there are none
  Expression options;              ///< where they are made elsewhere: what they are given by
  std::optional<Slot> epsilon;     ///< what is added to a denominator; absent for those without that option
  std::optional<Place> parameters; ///< what it is given to train, where that is a list of tensors
  bool operator==(const Optimizer&) const = default;
};

/// Options made apart from the construction of an optimizer: for a group of parameters of their own,
/// `groups.emplace_back(net->parameters(), std::make_unique<torch::optim::SGDOptions>(0.1))`, or for an
/// optimizer that is given them through variables, functions or members.
struct ParameterGroup {
  std::string type; ///< the class of the options, without namespace: "SGDOptions"
  std::optional<Slot> learning_rate;
  std::optional<Slot> weight_decay; ///< absent where it is not written
  bool of_group = true;             ///< it is sure that they are a group's
  bool operator==(const ParameterGroup&) const = default;
};

/// A call of an optimizer's `step()`, or an update of a parameter written by hand: `p -= lr * p.grad()`.
struct Step {
  enum class Of { optimizer, parameter };
  Of of = Of::optimizer;
  std::optional<Slot> learning_rate; ///< of an update written by hand: what its gradient is multiplied by
  /// The parameter that it updates, as it can be written, where its own gradient is used; empty else.
  std::string parameter;
  bool plain = false; ///< it is the gradient times a number: SGD
  bool operator==(const Step&) const = default;
};

/// What clears gradients: `optimizer.zero_grad()`, `net->zero_grad()`, `p.grad().zero_()`.
struct ZeroGrad {
  enum class Of { optimizer, module, tensor };
  Of of = Of::optimizer;
  /// What goes when it goes; absent where its value is used.
  std::optional<SourceRange> statement;
  bool operator==(const ZeroGrad&) const = default;
};

/// What limits gradients: clip_grad_norm_, clip_grad_value_, or `p.grad().clamp_(-1, 1)` and the like.
struct ClipGrad {
  std::string function; ///< libtorch's name without namespace
  /// The largest norm or value; absent where it is no single number (`clamp_(-1, 1)`).
  std::optional<Slot> limit;
  /// What goes when it goes; absent where its value is used.
  std::optional<SourceRange> statement;
  bool operator==(const ClipGrad&) const = default;
};

/// A change of the learning rate while training goes on: a scheduler's construction or step, or an assignment
/// to the options of an optimizer.
struct Schedule {
  enum class Form { construction, step, assignment };
  std::string type; ///< the scheduler's class: "StepLR"; empty for an assignment
  Form form = Form::step;
  std::optional<Slot>
      learning_rate; ///< assignment: the rate it sets; absent where it changes the one there is
  std::optional<SourceRange> statement; ///< what goes when it goes; absent where its value is used
  bool operator==(const Schedule&) const = default;
};

} // namespace misfire
