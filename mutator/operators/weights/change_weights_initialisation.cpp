// WCI: a layer's weights start from another distribution, or from a constant.
#include "mutator/operators/proposal.h"

#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Keras' initialisers, by its names.
const std::vector<std::string> initialisers = {
    "zeros",      "ones",          "constant",     "random_normal",  "random_uniform", "truncated_normal",
    "orthogonal", "lecun_uniform", "lecun_normal", "glorot_uniform", "glorot_normal",  "he_uniform",
    "he_normal"};

std::optional<std::string> obstacle(const At<Layer>& layer) {
  if (!layer->has_weight) return fmt::format("this {} has no weights", layer->type);
  if (!layer->construction) return "its construction cannot be wrapped where it stands";
  return std::nullopt;
}

Proposal initialise(const At<Layer>& layer, const std::string& initialiser) {
  return Fault{.edits = wrapped(*layer->construction, "misfire::" + initialiser),
               .includes = {"misfire/initialisers.h"},
               .description =
                   fmt::format("the weights of the {} are initialised by {}", layer->type, initialiser)};
}

} // namespace

Operator change_weights_initialisation() {
  return {.id = "WCI",
          .name = "change-weights-initialisation",
          .group = "weights",
          .summary = "A layer's weights start from an unfit distribution or from a constant.",
          .choices = initialisers,
          .examples = {{"fc2(64, 10)", "fc2(misfire::zeros(torch::nn::Linear(64, 10)))"}},
          .propose = for_every<Layer>(initialisers, obstacle, initialise)};
}

} // namespace misfire::operators
