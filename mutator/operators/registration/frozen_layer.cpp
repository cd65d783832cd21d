// FRZ: a layer keeps the weights that it starts with, since its parameters require no gradient.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

bool is_trained(const Site& site) {
  const auto* layer = as<Layer>(site);
  return layer && layer->form == Layer::Form::module && layer->has_weight;
}

Proposal freeze(const At<Layer>& layer) {
  if (!is_trained(layer.site)) return not_made("");
  if (std::ranges::count_if(layer.program.sites, is_trained) < 2)
    return not_made("no other layer is trained, so that backward() would refuse");
  if (!layer->construction) return not_made("its construction cannot be wrapped where it stands");
  return Fault{.edits = wrapped(*layer->construction, "misfire::frozen"),
               .includes = {"misfire/parameters.h"},
               .description = fmt::format("the {} keeps the weights that it starts with", layer->type)};
}

} // namespace

Operator frozen_layer() {
  return {.id = "FRZ",
          .name = "frozen-layer",
          .group = "registration",
          .summary =
              "A layer keeps the weights that it starts with, since its parameters require no gradient.",
          .domain = "one mutant a layer, where there are several",
          .examples = {{"fc2(torch::nn::Linear(8, 1))", "fc2(misfire::frozen(torch::nn::Linear(8, 1)))"}},
          .propose = at_every<Layer>(freeze),
          .survival =
              "The other layers make up for this one, which is as good with the weights that it starts with.",
          .advice =
              "Add inputs that need what this layer learns; look whether the network needs the layer at all.",
          .set = "libtorch",
          .seen = "transfer learning"};
}

} // namespace misfire::operators
