// NEB: a trained neuron has no effect on what comes behind it.
#include "mutator/operators/post_training/trained_layers.h"

namespace misfire::operators {
namespace {

Proposal block(const At<Layer>& layer) {
  return spoilt_neurons(layer, "neuron_effect_block", "some neurons of the {} give 0");
}

} // namespace

Operator neuron_effect_block() {
  return {.id = "NEB",
          .name = "neuron-effect-block",
          .group = post_training,
          .summary = "A trained neuron has no effect on what comes behind it.",
          .domain = "one mutant a layer: w = 0 and b = 0 for 1 % of its neurons, at least one",
          .examples = {{"fc2(64, 10)", "fc2(misfire::neuron_effect_block(torch::nn::Linear(64, 10)))"}},
          .propose = at_every<Layer>(block),
          .set = post_training,
          .seen = from_deepmutation};
}

} // namespace misfire::operators
