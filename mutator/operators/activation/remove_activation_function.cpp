// ARM: an activation function is missing.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

std::vector<Edit> argument_alone(const At<Activation>& activation) {
  const auto& [program, site, meaning] = activation;
  const bool bare = needs_no_parentheses(program, site.range, meaning.argument);
  return exchanged_around(program, site.range, meaning.argument, bare ? "" : "(", bare ? "" : ")");
}

Proposal remove(const At<Activation>& activation) {
  if (activation.site.role == Role::eval)
    return not_made("it is applied in evaluation alone, so training has no fault");
  if (activation->function == "linear") return not_made("it passes its input on as it is");
  Fault fault{.description = fmt::format("the activation function {} is gone", activation->function)};
  switch (activation->form) {
  case Activation::Form::call:
    fault.edits = argument_alone(activation);
    break;
  case Activation::Form::construction:
  case Activation::Form::name:
    fault.edits = {{.range = activation->module, .text = "torch::nn::Identity()"}};
  }
  return fault;
}

} // namespace

Operator remove_activation_function() {
  return {.id = "ARM",
          .name = "remove-activation-function",
          .group = "activation",
          .summary = "A layer's output goes on without its activation function.",
          .domain = "one mutant an activation",
          .examples = {{"x = torch::relu(fc1->forward(x));", "x = fc1->forward(x);"},
                       {"torch::nn::ReLU()", "torch::nn::Identity()"}},
          .propose = at_every<Activation>(remove)};
}

} // namespace misfire::operators
