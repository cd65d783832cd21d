// WS: the weights of a trained neuron have changed places with one another.
#include "mutator/operators/post_training/trained_layers.h"

namespace misfire::operators {
namespace {

Proposal shuffle(const At<Layer>& layer) {
  return spoilt_neurons(layer, "weight_shuffle", "in some neurons of the {} the weights change places");
}

} // namespace

Operator weight_shuffle() {
  return {.id = "WS",
          .name = "weight-shuffle",
          .group = post_training,
          .summary = "The weights of a trained neuron have changed places with one another.",
          .domain = "one mutant a layer: of 1 % of its neurons, at least one, the weights are shuffled",
          .examples = {{"fc2(64, 10)", "fc2(misfire::weight_shuffle(torch::nn::Linear(64, 10)))"}},
          .propose = at_every<Layer>(shuffle),
          .set = post_training,
          .seen = from_deepmutation};
}

} // namespace misfire::operators
