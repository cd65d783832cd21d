// RAW: the weights of a layer are regularised without need.
#include "mutator/operators/layers.h"
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Keras' regularisers, with its factor 0.01.
const std::vector<std::string> penalties = {"l1", "l2", "l1_l2"};

std::optional<std::string> obstacle(const At<Layer>& layer) {
  if (!layer->has_weight) return no_weights_of(layer.meaning);
  if (!layer->construction) return "its construction cannot be wrapped where it stands";
  return std::nullopt;
}

Proposal regularise(const At<Layer>& layer, const std::string& penalty) {
  return Fault{.edits = wrapped(*layer->construction, "misfire::" + penalty),
               .includes = {"misfire/regularisers.h"},
               .description =
                   fmt::format("the weights of the {} are regularised by {}", layer->type, penalty)};
}

} // namespace

Operator add_weights_regularisation() {
  return {.id = "RAW",
          .name = "add-weights-regularisation",
          .group = "regularisation",
          .summary = "The weights of a layer are regularised without need.",
          .choices = penalties,
          .examples = {{"fc2(64, 10)", "fc2(misfire::l2(torch::nn::Linear(64, 10)))"}},
          .propose = for_every<Layer>(penalties, obstacle, regularise)};
}

} // namespace misfire::operators
