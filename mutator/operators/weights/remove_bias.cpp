// WRB: a layer has no bias.
#include "mutator/operators/layers.h"
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// A tensor that stays zero is no bias; it keeps its place in sums and among what is trained.
Proposal hold_at_zero(const At<Layer>& bias) {
  if (!bias->construction) return not_made("its construction cannot be wrapped where it stands");
  return Fault{.edits = wrapped(*bias->construction, "misfire::without_bias"),
               .includes = {"misfire/biases.h"},
               .description = "the bias is held at zero"};
}

Proposal remove(const At<Layer>& layer) {
  if (layer->form == Layer::Form::bias) return hold_at_zero(layer);
  if (layer->form != Layer::Form::module) return not_made("");
  if (!layer->made_by.empty()) return not_made(made_elsewhere);
  if (!layer->bias) return not_made(fmt::format("{} has no bias option", layer->type));
  const Slot& bias = *layer->bias;
  const auto current = current_number(bias);
  if (current && *current == 0) return not_made("the layer has no bias");
  const auto* doubt = current ? "" : ", if it has one: that is known only when the program runs";
  return Fault{.edits = {filled(bias, "false")},
               .description = fmt::format("the {} loses its bias{}", layer->type, doubt)};
}

} // namespace

Operator remove_bias() {
  return {.id = "WRB",
          .name = "remove-bias",
          .group = "weights",
          .summary = "A layer has no bias.",
          .domain = "one mutant a layer",
          .examples = {{"torch::nn::Linear(64, 10)",
                        "torch::nn::Linear(torch::nn::LinearOptions(64, 10).bias(false))"}},
          .propose = at_every<Layer>(remove),
          .survival = "The test data score the layer without its bias like the layer with it.",
          .advice = "Add inputs whose mean differs from that of the training data (darker, fainter, "
                    "shifted), where a bias is what makes the difference. Before a batch normalisation the "
                    "bias has no effect: there, suppress the mutant."};
}

} // namespace misfire::operators
