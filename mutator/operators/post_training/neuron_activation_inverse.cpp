// NAI: a trained neuron gives the opposite of what it gave.
#include "mutator/operators/post_training/trained_layers.h"

namespace misfire::operators {
namespace {

Proposal invert(const At<Layer>& layer) {
  return spoilt_neurons(layer, "neuron_activation_inverse", "some neurons of the {} give the opposite");
}

} // namespace

Operator neuron_activation_inverse() {
  return {.id = "NAI",
          .name = "neuron-activation-inverse",
          .group = post_training,
          .summary = "A trained neuron gives the opposite of what it gave.",
          .domain = "one mutant a layer: w becomes -w and b becomes -b for 1 % of its neurons, at least one",
          .examples = {{"fc2(64, 10)", "fc2(misfire::neuron_activation_inverse(torch::nn::Linear(64, 10)))"}},
          .propose = at_every<Layer>(invert),
          .set = post_training,
          .seen = from_deepmutation};
}

} // namespace misfire::operators
