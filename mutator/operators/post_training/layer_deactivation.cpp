// LD: a trained layer passes on what it is given.
#include "mutator/operators/post_training/trained_layers.h"

namespace misfire::operators {
namespace {

Proposal deactivate(const At<Layer>& layer) {
  return spoilt_square(layer, "layer_deactivation", "the {} passes on what it is given");
}

} // namespace

Operator layer_deactivation() {
  return {.id = "LD",
          .name = "layer-deactivation",
          .group = post_training,
          .summary = "A trained layer passes on what it is given.",
          .domain = "one mutant a Linear with as many outputs as inputs: W = 1, b = 0",
          .examples = {{"fc3{10, 10}", "fc3{misfire::layer_deactivation(torch::nn::Linear(10, 10))}"}},
          .propose = at_every<Layer>(deactivate),
          .set = post_training,
          .seen = from_deepmutation};
}

} // namespace misfire::operators
