// ARM: an activation function is missing.
#include "mutator/operators/activation/removed_activation.h"

namespace misfire::operators {
namespace {

Proposal remove(const At<Activation>& activation) {
  if (activation.site.role == Role::eval)
    return not_made("it is applied in evaluation alone, so training has no fault");
  return without_activation(activation);
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
          .propose = at_every<Activation>(remove),
          .survival = "The test data do not need the non-linearity of this layer: a network that is linear "
                      "here passes them.",
          .advice = "Add inputs that no linear rule separates: combinations of features, classes that lie "
                    "inside one another."};
}

} // namespace misfire::operators
