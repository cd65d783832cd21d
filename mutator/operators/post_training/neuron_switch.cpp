// NS: two trained neurons of a layer have changed places.
#include "mutator/operators/post_training/trained_layers.h"

namespace misfire::operators {
namespace {

Proposal exchange(const At<Layer>& layer) {
  return spoilt_neurons(layer, "neuron_switch", "some neurons of the {} change places");
}

} // namespace

Operator neuron_switch() {
  return {.id = "NS",
          .name = "neuron-switch",
          .group = post_training,
          .summary = "Two trained neurons of a layer have changed places.",
          .domain = "one mutant a layer: w and b of 1 % of its neurons, at least one, are exchanged with "
                    "those of others",
          .examples = {{"fc2(64, 10)", "fc2(misfire::neuron_switch(torch::nn::Linear(64, 10)))"}},
          .propose = at_every<Layer>(exchange),
          .set = post_training,
          .seen = from_deepmutation};
}

} // namespace misfire::operators
