// AAL: an activation function stands where the layer's output went on as it was.
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Keras' functions, by its names, without the one that does nothing; softmax is over dimension 1.
const std::vector<std::string> added = {"elu",  "softmax", "selu",    "softplus",     "softsign",
                                        "relu", "tanh",    "sigmoid", "hard_sigmoid", "exponential"};

bool is_recurrent_or_embedding(const std::string& type) {
  return type.starts_with("Embedding") || type.find("RNN") != type.npos || type.find("LSTM") != type.npos ||
         type.find("GRU") != type.npos || type == "MultiheadAttention" || type.starts_with("Transformer");
}

/// Whether it is a call of a function, and what the function makes goes through another function there alone.
bool is_added_in_function(const At<Layer>& layer) {
  const auto& sites = layer.program.sites;
  return !layer->made_by.empty() && std::any_of(sites.begin(), sites.end(), [&](const Site& site) {
    const auto* made = as<Layer>(site);
    return made && site.function == layer->made_by && made->calls == layer->calls;
  });
}

std::optional<std::string> obstacle(const At<Layer>& layer) {
  const bool is_part = layer->form == Layer::Form::bias || layer->form == Layer::Form::tensor;
  if (is_part) return "";
  if (is_recurrent_or_embedding(layer->type))
    return fmt::format("no activation function follows a layer such as {}", layer->type);
  if (layer->meets == Encounter::activation) return "its output meets an activation function";
  if (layer->meets == Encounter::unknown) return "what its output meets first is not known";
  if (layer->successor) return std::nullopt;
  if (layer->calls.empty()) return "none of its calls in training was found";
  if (layer->shares_calls) return "other layers run at its call too";
  if (is_added_in_function(layer))
    return "it is added to what the function makes, which meets none here alone";
  return std::nullopt;
}

std::vector<Edit> around_calls(const At<Layer>& layer, const std::string& function) {
  std::vector<Edit> edits;
  for (const auto& call : layer->calls)
    for (auto& edit : wrapped({.range = call, .before = "", .after = ""}, function))
      edits.push_back(std::move(edit));
  return edits;
}

/// Of a layer that the program makes of tensors, the product is what gives the output.
SourceRange output_of(const At<Layer>& layer) {
  const bool made_elsewhere = layer->form != Layer::Form::module && !layer->calls.empty();
  return made_elsewhere ? layer->calls.front() : layer.site.range;
}

Proposal add(const At<Layer>& layer, const std::string& function) {
  const auto& next = layer->successor;
  const std::string name = "misfire::" + function;
  std::vector<Edit> edits;
  if (next)
    edits = {
        {.range = next->range, .text = next->before + "torch::nn::Functional(" + name + ")" + next->after}};
  else
    edits = around_calls(layer, name);
  const bool made_elsewhere = layer->form != Layer::Form::module;
  return Fault{.edits = std::move(edits),
               .at = made_elsewhere ? std::optional(output_of(layer)) : std::nullopt,
               .includes = {"misfire/activations.h"},
               .description = fmt::format("the output of the {} goes through {}", layer->type, function)};
}

} // namespace

Operator add_activation_function() {
  return {.id = "AAL",
          .name = "add-activation-function",
          .group = "activation",
          .summary = "A layer's output goes through an activation function that it does not need.",
          .choices = added,
          .examples = {{"dropout(fc1->forward(x), 0.5", "dropout(misfire::tanh(fc1->forward(x)), 0.5"},
                       {"Linear(8, 4), torch::nn::Linear(4, 4)",
                        "Linear(8, 4), torch::nn::Functional(misfire::relu), torch::nn::Linear(4, 4)"}},
          .propose = for_every<Layer>(added, obstacle, add, nullptr, output_of),
          .survival =
              "The test data score the network as well where this layer's output is bent or cut: what the "
              "function takes away of it, they do not need.",
          .advice =
              "Add inputs that need the layer's whole output: values that the function cuts off, such as "
              "negative ones, or presses together, such as very large ones."};
}

} // namespace misfire::operators
