// Sites that make the network: what it is built of and how it starts.
#pragma once

#include "mutator/program/slot.h"

namespace misfire {

/// What a value meets first; pooling, dropout, normalisation and reshaping are looked through. The
/// (log_)softmax before a loss belongs to the loss.
enum class Encounter { unknown, activation, other };

/// A layer's construction: a module of libtorch's, or a tensor that the program makes, trains and multiplies
/// by itself.
struct Layer {
  /// `tensor` is one of which no use was seen; linking makes of it a `weight`, a factor of products of
  /// matrices, or a `bias`, which is added to them.
  enum class Form { module, tensor, weight, bias };
  std::string type;         ///< libtorch's name without namespace: "Linear", "Conv2d", "LSTM"; else "tensor"
  Key variable;             ///< the member, variable or parameter that holds it first
  bool has_weight = false;  ///< it has a `weight` (recurrent layers: several) that an initialiser can fill
  std::optional<Slot> bias; ///< its `bias` option; absent for layers without one
  std::optional<Place> construction; ///< where it can be wrapped by a function from holder to holder
  /// Whose output it is among what values meet: its variable, or its own place in a Sequential.
  Key output;
  /// Where another module can be written after it in its Sequential: an empty range.
  std::optional<Place> successor;
  bool gives_tensor = true; ///< what its forward() gives is one tensor
  Form form = Form::module;
  /// The function of the program's that makes it, where this is a call of that: the layer of one call among
  /// several. What the function makes is a site of its own, for all calls at once.
  Key made_by = {};
  Key by_name = {};          ///< whose output it is where a container is asked for it by a name, written out
  unsigned dimensions = 0;   ///< of a tensor; 0 where that is not known
  bool inputs_first = false; ///< a weight has its inputs in the first dimension, as in `x.mm(w)`

  // Once linked:
  Encounter meets = Encounter::unknown; ///< what its output meets first
  std::vector<SourceRange> calls;       ///< its calls in training, each an expression that can be wrapped
  bool shares_calls = false;            ///< another layer runs at the same calls: a container's elements
  std::optional<SourceRange> init;      ///< the program's own call that fills its weight
  bool operator==(const Layer&) const = default;
};

/// A place where an activation function is applied or named, in one of these forms:
///
/// - call: `torch::relu(x)`, `x.relu()`, `act(x)`: its argument can be kept and its function exchanged
/// - construction: `torch::nn::ReLU()` as an argument of Sequential or push_back: another module can stand
///   there
/// - name: `torch::relu` in `torch::nn::Functional(torch::relu)`: another function's name can stand there
/// - option: `torch::kReLU` of a recurrent layer's nonlinearity, which knows relu and tanh alone
/// - definition: `act = register_module("act", torch::nn::ReLU())`: nothing is exchanged there, but at its
///   calls
struct Activation {
  enum class Form { call, construction, name, option, definition };
  std::string function; ///< in Keras' names: "relu", "softplus"; libtorch's where Keras has none
  Form form = Form::call;
  SourceRange argument; ///< call: the tensor it is applied to
  /// call in place (`x.relu_()`): the variable the result must be assigned to; else empty
  std::string assigned_to;
  /// name: the whole `Functional(...)` where another module can stand for it, else not written;
  /// construction: the site's own range
  SourceRange module;
  /// option: any function of a tensor can stand there, as in a transformer's options
  bool any_function = false;
  bool operator==(const Activation&) const = default;
};

/// Dropout: a module's construction, a function's call, an option of another module, or a mask that the
/// program draws itself.
struct Dropout {
  enum class Form { module, function, option, mask };
  std::string type; ///< libtorch's name without namespace: "Dropout2d", "alpha_dropout", "LSTM"; mask: empty
  Form form = Form::module;
  std::optional<Slot> rate; ///< the probability to drop, 0.5 where none is given
  bool operator==(const Dropout&) const = default;
};

/// A call that initialises a tensor in place: torch::nn::init::*, or a method such as `weight.uniform_(-1,
/// 1)` under NoGradGuard.
struct Init {
  std::string function;      ///< libtorch's name without namespace: "xavier_uniform_"
  SourceRange tensor;        ///< what it fills, as written
  bool fills_weight = false; ///< a weight, or all parameters; else a bias, or unknown
  /// Whose weight it fills: that of one layer's variable; of all layers of a type; of all where both are
  /// empty.
  Key layer;
  std::string layer_type;
  bool operator==(const Init&) const = default;
};

/// A call that makes a module, parameter or buffer part of another module.
struct Registration {
  std::string function;   ///< "register_module", "register_parameter", "register_buffer"
  std::string name;       ///< under which it is registered; empty where it is no literal
  SourceRange registered; ///< what is registered, as written
  std::string type = {};  ///< of a module of libtorch's: its name without namespace, "Dropout"; else empty
  /// A holder is registered, and the call's value is kept as a pointer: `std::shared_ptr<LinearImpl> fc =
  /// register_module("fc", torch::nn::Linear(4, 8))`.
  bool as_pointer = false;
  bool operator==(const Registration&) const = default;
};

} // namespace misfire
