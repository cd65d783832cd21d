// LAD: a layer too many.
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// A layer that gives as many outputs as it is given, and keeps their shape; empty where that is not known.
std::string second_layer(const At<Layer>& layer) {
  const auto inside = in_last_brackets(layer.program, layer.site.range);
  const auto sizes = inside ? split_arguments(text_at(layer.program, *inside)) : std::vector<std::string>{};
  if (layer->type == "Linear" && sizes.size() == 2)
    return fmt::format("torch::nn::Linear({0}, {0})", sizes[1]);
  if (layer->type == "Conv2d" && sizes.size() == 3)
    return fmt::format("torch::nn::Conv2d({0}, {0}, 1)", sizes[1]);
  return "";
}

Proposal add_layer(const At<Layer>& layer) {
  if (layer->form != Layer::Form::module || !layer->has_weight) return not_made("");
  if (!layer->successor)
    return not_made("it is no element of a Sequential, where another layer could stand behind it");
  const auto more = second_layer(layer);
  if (more.empty()) return not_made("how many outputs it has is not written as an argument of its own");
  const Place& next = *layer->successor;
  return Fault{.edits = {{.range = next.range, .text = next.before + more + next.after}},
               .description = fmt::format("behind the {} stands {}, too", layer->type, more)};
}

} // namespace

Operator redundant_layer() {
  return {.id = "LAD",
          .name = "redundant-layer",
          .group = "structure",
          .summary = "A layer stands in the network that it does not need.",
          .domain = "one mutant a Linear or Conv2d in a Sequential",
          .examples = {{"torch::nn::Linear(4, 8)}", "torch::nn::Linear(4, 8), torch::nn::Linear(8, 8)}"}},
          .propose = at_every<Layer>(add_layer),
          .survival = "A layer that adds nothing but parameters and another start leads to the same score.",
          .advice =
              "Add inputs that a network that is overtrained, or harder to train, gets wrong. Where the "
              "fault has only other random numbers for its effect, suppress the mutant.",
          .set = "libtorch",
          .seen = "5 of the 314 faults in arXiv 2412.16336"};
}

} // namespace misfire::operators
