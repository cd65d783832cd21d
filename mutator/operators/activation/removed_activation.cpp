#include "mutator/operators/activation/removed_activation.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

std::vector<Edit> argument_alone(const At<Activation>& activation) {
  const auto& [program, site, meaning] = activation;
  const bool bare = needs_no_parentheses(program, site.range, meaning.argument);
  return exchanged_around(program, site.range, meaning.argument, bare ? "" : "(", bare ? "" : ")");
}

/// Where only another function's name can stand.
Fault with_linear(const At<Activation>& activation, Fault fault) {
  fault.edits = {{.range = activation.site.range, .text = "misfire::linear"}};
  fault.includes = {"misfire/activations.h"};
  return fault;
}

} // namespace

Proposal without_activation(const At<Activation>& activation) {
  if (activation->form == Activation::Form::definition) return not_made("it is removed where it is used");
  if (activation->form == Activation::Form::option && !activation->any_function)
    return not_made("a recurrent layer always has one");
  if (activation->function == "linear") return not_made("it passes its input on as it is");
  Fault fault{.description = fmt::format("the activation function {} is gone", activation->function)};
  if (activation->form == Activation::Form::call)
    fault.edits = argument_alone(activation);
  else if (activation->module.written())
    fault.edits = {{.range = activation->module, .text = "torch::nn::Identity()"}};
  else
    fault = with_linear(activation, std::move(fault));
  return fault;
}

} // namespace misfire::operators
