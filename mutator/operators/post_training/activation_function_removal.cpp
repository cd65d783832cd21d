// AFR: a trained network is evaluated without one of its activation functions.
#include "mutator/operators/activation/removed_activation.h"
#include "mutator/operators/post_training/trained_layers.h"

namespace misfire::operators {
namespace {

Proposal remove(const At<Activation>& activation) {
  if (activation.site.role == Role::train)
    return not_made("it is applied in training alone, which is passed over");
  Proposal proposal = without_activation(activation);
  if (proposal) proposal->description = "once the network is trained, " + proposal->description;
  return proposal;
}

} // namespace

Operator activation_function_removal() {
  return {.id = "AFR",
          .name = "activation-function-removal",
          .group = post_training,
          .summary = "A trained network is evaluated without one of its activation functions.",
          .domain = "one mutant an activation: f(x) becomes x",
          .examples = {{"x = torch::relu(fc2->forward(words->forward(x).flatten(1)));",
                        "x = fc2->forward(words->forward(x).flatten(1));"},
                       {"torch::nn::ReLU()", "torch::nn::Identity()"}},
          .propose = at_every<Activation>(remove),
          .set = post_training,
          .seen = from_deepmutation};
}

} // namespace misfire::operators
