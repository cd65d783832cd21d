// GF: some of the weights of a trained layer are a little off.
#include "mutator/operators/post_training/trained_layers.h"

namespace misfire::operators {
namespace {

Proposal fuzz(const At<Layer>& layer) {
  return spoilt_layer(layer, "gaussian_fuzz", "some weights of the {} get noise");
}

} // namespace

Operator gaussian_fuzz() {
  return {.id = "GF",
          .name = "gaussian-fuzz",
          .group = post_training,
          .summary = "Some of the weights of a trained layer are a little off.",
          .domain = "one mutant a layer: w becomes w (1 + N(0, 0.5)) for 1 % of its weights, at least one",
          .examples = {{"fc2(64, 10)", "fc2(misfire::gaussian_fuzz(torch::nn::Linear(64, 10)))"}},
          .propose = at_every<Layer>(fuzz),
          .set = post_training,
          .seen = from_deepmutation};
}

} // namespace misfire::operators
