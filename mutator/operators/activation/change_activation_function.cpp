// ACH: an unfit activation function.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Keras' functions, by its names; softmax is over dimension 1.
const std::vector<std::string> functions = {"elu",          "softmax",     "selu",  "softplus",
                                            "softsign",     "relu",        "tanh",  "sigmoid",
                                            "hard_sigmoid", "exponential", "linear"};

std::optional<std::string> obstacle(const At<Activation>& activation) {
  if (activation.site.role == Role::eval)
    return "it is applied in evaluation alone, so training has no fault";
  if (activation->form == Activation::Form::definition) return "it is exchanged where it is used";
  return std::nullopt;
}

std::vector<Edit> call(const At<Activation>& activation, const std::string& function) {
  std::string before = function + "(", after = ")";
  if (!activation->assigned_to.empty()) {
    before = activation->assigned_to + " = " + before;
    if (!takes_assignment(activation.program, activation.site.range)) before = "(" + before, after += ")";
  }
  return exchanged_around(activation.program, activation.site.range, activation->argument, before, after);
}

std::vector<Edit> exchange_in(const At<Activation>& activation, const std::string& function) {
  const auto& range = activation.site.range;
  if (activation->form == Activation::Form::call) return call(activation, function);
  if (activation->form == Activation::Form::construction)
    return {{.range = range, .text = "torch::nn::Functional(" + function + ")"}};
  return {{.range = range, .text = function}};
}

/// A recurrent layer's own activation function is one of two constants.
Proposal exchange_option(const At<Activation>& activation, const std::string& function) {
  if (function != "relu" && function != "tanh")
    return not_made("a recurrent layer knows relu and tanh alone");
  return Fault{.edits = {{.range = activation.site.range,
                          .text = function == "relu" ? "torch::kReLU" : "torch::kTanh"}},
               .description =
                   fmt::format("the activation function {} becomes {}", activation->function, function)};
}

Proposal exchange(const At<Activation>& activation, const std::string& function) {
  if (activation->function == function) return not_made("it is the program's activation function");
  if (activation->form == Activation::Form::option && !activation->any_function)
    return exchange_option(activation, function);
  return Fault{.edits = exchange_in(activation, "misfire::" + function),
               .includes = {"misfire/activations.h"},
               .description =
                   fmt::format("the activation function {} becomes {}", activation->function, function)};
}

} // namespace

Operator change_activation_function() {
  return {
      .id = "ACH",
      .name = "change-activation-function",
      .group = "activation",
      .summary = "A layer's output goes through an unfit activation function.",
      .choices = functions,
      .examples = {{"x = torch::relu(fc1->forward(x));", "x = misfire::softplus(fc1->forward(x));"},
                   {"torch::nn::ReLU()", "torch::nn::Functional(misfire::tanh)"}},
      .propose = for_every<Activation>(functions, obstacle, exchange),
      .survival = "The test data score the network with this activation function like the one with its own.",
      .advice = "Add inputs on which the two functions differ: large and small values at this layer, "
                "negative ones above all, which come from inputs far from the mean of the training data."};
}

} // namespace misfire::operators
