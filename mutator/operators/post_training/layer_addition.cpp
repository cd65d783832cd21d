// LA: a copy of a trained layer stands behind it.
#include "mutator/operators/post_training/trained_layers.h"

namespace misfire::operators {
namespace {

Proposal double_up(const At<Layer>& layer) {
  return spoilt_square(layer, "layer_addition", "the {} is applied twice");
}

} // namespace

Operator layer_addition() {
  return {.id = "LA",
          .name = "layer-addition",
          .group = post_training,
          .summary = "A copy of a trained layer stands behind it.",
          .domain = "one mutant a Linear with as many outputs as inputs: W becomes W W, b becomes W b + b",
          .examples = {{"fc3{10, 10}", "fc3{misfire::layer_addition(torch::nn::Linear(10, 10))}"}},
          .propose = at_every<Layer>(double_up),
          .set = post_training,
          .seen = from_deepmutation};
}

} // namespace misfire::operators
