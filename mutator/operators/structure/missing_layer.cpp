// LRM: a layer is missing.
#include "mutator/operators/layers.h"
#include "mutator/operators/proposal.h"
#include "mutator/operators/structure/brackets.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Its calls become what they are given.
Proposal without_calls(const At<Layer>& layer) {
  if (layer->calls.empty()) return not_made("none of its calls in training was found");
  if (layer->shares_calls) return not_made("other layers run at its call too");
  Fault fault;
  for (const auto& call : layer->calls) {
    const auto given = in_last_brackets(layer.program, call);
    if (!given) return not_made("what it is given is not written at its call");
    const bool plain = needs_no_parentheses(layer.program, call, *given);
    for (auto& edit : exchanged_around(layer.program, call, *given, plain ? "" : "(", plain ? "" : ")"))
      fault.edits.push_back(std::move(edit));
  }
  return fault;
}

/// Whether the layer is made where it stands in its Sequential, and not in a variable or function of its own.
bool is_made_in_place(const At<Layer>& layer) {
  const auto &made = layer.site.range, &next = layer->successor->range;
  if (made.file != next.file || made.end > next.begin) return false;
  const auto between = text_at(layer.program, {made.file, made.end, next.begin});
  return between.find_first_not_of(")} \t\r\n") == between.npos;
}

Proposal in_sequence(const At<Layer>& layer) {
  if (!is_made_in_place(layer)) return not_made("it is made elsewhere than it stands in its Sequential");
  return Fault{.edits = {{.range = layer.site.range, .text = "torch::nn::Identity()"}}};
}

Proposal remove(const At<Layer>& layer) {
  if (layer->form != Layer::Form::module || !layer->has_weight) return not_made("");
  if (!keeps_size(layer))
    return not_made(
        "it is no Linear with as many outputs as inputs, so that without it the shapes would not fit");
  Proposal proposal = layer->successor ? in_sequence(layer) : without_calls(layer);
  if (proposal) proposal->description = fmt::format("the {} is missing", layer->type);
  return proposal;
}

} // namespace

Operator missing_layer() {
  return {.id = "LRM",
          .name = "missing-layer",
          .group = "structure",
          .summary = "A layer is missing.",
          .domain = "one mutant a Linear with as many outputs as inputs",
          .examples = {{"layers{torch::nn::Linear(4, 4),", "layers{torch::nn::Identity(),"},
                       {"torch::relu(fc->forward(layers->forward(x)))", "torch::relu(layers->forward(x))"}},
          .propose = at_every<Layer>(remove),
          .survival =
              "The network is as good without the layer: the task, or the test data, do not need its depth.",
          .advice = "Add inputs that only a deeper network gets right: combinations of features, finer "
                    "distinctions; look whether the network needs the layer at all.",
          .set = "libtorch",
          .seen = "21 of the 314 faults in arXiv 2412.16336"};
}

} // namespace misfire::operators
