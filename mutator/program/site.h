// The sites of a training program: source ranges that mean something in training, and how each can be written
// to.
#pragma once

#include "mutator/program/slot.h"

namespace misfire {

/// A layer's construction.
struct Layer {
  std::string type;         ///< libtorch's name without namespace: "Linear", "Conv2d", "LSTM"
  Key variable;             ///< the member or variable that holds it; empty where it is an argument
  bool has_weight = false;  ///< it has a `weight` (recurrent layers: several) that an initialiser can fill
  std::optional<Slot> bias; ///< its `bias` option; absent for layers without one
  std::optional<Place> construction; ///< where it can be wrapped by a function from holder to holder
  bool operator==(const Layer&) const = default;
};

/// A place where an activation function is applied or named, in one of three forms:
///
/// - call: `torch::relu(x)`, `x.relu()`, `act(x)`: its argument can be kept and its function exchanged
/// - construction: `torch::nn::ReLU()` as an argument of Sequential or push_back: another module can stand
///   there
/// - name: `torch::relu` in `torch::nn::Functional(torch::relu)`: another function's name can stand there
struct Activation {
  enum class Form { call, construction, name };
  std::string function; ///< in Keras' names: "relu", "softplus"; libtorch's where Keras has none
  Form form = Form::call;
  SourceRange argument; ///< call: the tensor it is applied to
  /// call in place (`x.relu_()`): the variable the result must be assigned to; else empty
  std::string assigned_to;
  SourceRange module; ///< name: the whole `Functional(...)` around it; construction: the site's own range
  bool operator==(const Activation&) const = default;
};

/// What the first argument of a loss is, by its callee.
enum class Form { logits, log_probabilities, probabilities, values, binary_logits, unknown };

/// A loss call whose result reaches `backward()`.
struct Loss {
  std::string function; ///< libtorch's functional name: "nll_loss", "cross_entropy", "mse_loss"
  Form form = Form::unknown;
  SourceRange input; ///< the predictions
  SourceRange target;
  std::string reduction; ///< "mean", "sum", "none"; empty where it is not known
  std::string weight;    ///< what stands as its weight; empty without one
  std::optional<Slot> ignore_index;
  bool operator==(const Loss&) const = default;
};

/// The construction of an optimizer.
struct Optimizer {
  std::string type; ///< its class, without namespace: "SGD", or the user's own
  Key variable;     ///< what holds it
  std::optional<Slot> learning_rate;
  bool operator==(const Optimizer&) const = default;
};

/// A loop around training that walks epochs.
struct EpochLoop {
  std::optional<Slot> epochs; ///< how many it trains; absent where that is no number in its header
  std::string uncounted;      ///< why `epochs` is absent
  bool operator==(const EpochLoop&) const = default;
};

/// A loop around training or evaluation that walks batches.
struct BatchLoop {
  bool operator==(const BatchLoop&) const = default;
};

/// The construction of a data loader.
struct Loader {
  Key variable;
  std::optional<Slot> batch_size;
  bool operator==(const Loader&) const = default;
};

/// A call of `backward()`; `loss` is the expression it is called on.
struct Backward {
  Place loss;
  Expression value;
  bool operator==(const Backward&) const = default;
};

/// A call of an optimizer's `step()`, or a hand-written update.
struct Step {
  bool operator==(const Step&) const = default;
};

/// A place that prints a number under a name: text before the number, as a regular expression could find it.
struct Metric {
  std::string label;      ///< the literal text just before the number, "Test accuracy: "
  std::string after;      ///< the literal text just after it in the same line, "%"
  std::string line;       ///< the whole line's text, with {} for each value printed in it
  std::string conversion; ///< printf's, "%.4f"; empty for streams
  std::string expression; ///< what is printed, as written
  bool operator==(const Metric&) const = default;
};

/// A source of randomness. Only libtorch's seed can be taken over; the others are listed as out of misfire's
/// control.
struct Seed {
  std::string function; ///< "torch::manual_seed", "std::srand", "std::random_device", "std::mt19937"
  std::optional<SourceRange> callee; ///< where another function's name can stand
  bool operator==(const Seed&) const = default;
};

/// Which part of the program a site serves, as far as flow tells.
enum class Role { unknown, train, eval, both };

struct Site {
  SourceRange range;
  Key function; ///< where it stands
  Key loop;     ///< the innermost loop around it in its function; empty outside any
  Role role = Role::unknown;
  std::variant<Layer, Activation, Loss, Optimizer, EpochLoop, BatchLoop, Loader, Backward, Step, Metric, Seed>
      meaning;
  bool operator==(const Site&) const = default;
};

/// The site's meaning if it is a `Meaning`, else nothing.
template <typename Meaning>
const Meaning* as(const Site& site) {
  return std::get_if<Meaning>(&site.meaning);
}

/// The kind's name as users see it: "Layer", "EpochLoop".
std::string kind_of(const Site& site);

/// "train", "eval", "both", "unknown".
std::string spelled(Role role);

/// Something that looks like a site and is left alone, with the reason in a sentence.
struct Skipped {
  SourceRange range;
  std::string kind;
  std::string reason;
  auto operator<=>(const Skipped&) const = default;
};

} // namespace misfire
