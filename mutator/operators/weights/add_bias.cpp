// WAB: a layer that was built without a bias has one.
#include "mutator/operators/layers.h"
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

Proposal add_one(const At<Layer>& layer) {
  if (layer->form != Layer::Form::module) return not_made("");
  if (!layer->made_by.empty()) return not_made(made_elsewhere);
  if (!layer->bias)
    return not_made(fmt::format("where a bias of this {} can be written was not found", layer->type));
  const Slot& bias = *layer->bias;
  const auto current = current_number(bias);
  if (current && *current != 0) return not_made("the layer has a bias");
  const auto* doubt = current ? "" : ", if it has none: that is known only when the program runs";
  return Fault{.edits = {filled(bias, "true")},
               .description = fmt::format("the {} gets a bias{}", layer->type, doubt)};
}

} // namespace

Operator add_bias() {
  return {.id = "WAB",
          .name = "add-bias",
          .group = "weights",
          .summary = "A layer has a bias that it should not have.",
          .domain = "one mutant a layer without a bias",
          .examples = {{"torch::nn::Conv2dOptions(8, 8, 3).bias(false)",
                        "torch::nn::Conv2dOptions(8, 8, 3).bias(true)"}},
          .propose = at_every<Layer>(add_one)};
}

} // namespace misfire::operators
