// WCI: a layer's weights start from another distribution, or from a constant.
#include "mutator/operators/layers.h"
#include "mutator/operators/proposal.h"

#include <algorithm>
#include <fmt/format.h>

namespace misfire::operators {
namespace {

/// Keras' initialisers, by its names.
const std::vector<std::string> initialisers = {
    "zeros",      "ones",          "constant",     "random_normal",  "random_uniform", "truncated_normal",
    "orthogonal", "lecun_uniform", "lecun_normal", "glorot_uniform", "glorot_normal",  "he_uniform",
    "he_normal"};

std::optional<std::string> obstacle(const At<Layer>& layer) {
  if (!layer->has_weight) return no_weights_of(layer.meaning);
  if (layer->init) return "its weights are filled by a call of the program's own, which is exchanged instead";
  if (!layer->construction) return "its construction cannot be wrapped where it stands";
  return std::nullopt;
}

/// A weight with its inputs in the first dimension is filled as if it were turned round.
Place turned(const Place& place, const std::string& initialiser) {
  return {place.range, place.before, place.after + ", misfire::" + initialiser + "_"};
}

Proposal initialise(const At<Layer>& layer, const std::string& initialiser) {
  return Fault{.edits = layer->inputs_first
                            ? wrapped(turned(*layer->construction, initialiser), "misfire::inputs_first")
                            : wrapped(*layer->construction, "misfire::" + initialiser),
               .includes = {"misfire/initialisers.h"},
               .description =
                   fmt::format("the weights of the {} are initialised by {}", layer->type, initialiser)};
}

std::optional<std::string> no_weight(const At<Init>& init) {
  if (!init->fills_weight) return "what it fills is no weight, or is not known";
  return std::nullopt;
}

/// Whether the program's own call is the initialiser.
bool is_named(const At<Init>& init, const std::string& initialiser) {
  static const std::vector<std::string> libtorchs = {"zeros", "ones", "orthogonal"};
  return init->function == initialiser + "_" &&
         std::find(libtorchs.begin(), libtorchs.end(), initialiser) != libtorchs.end();
}

/// Whether the program's own call is given no more than the weight: no gain.
bool takes_weight_alone(const At<Init>& init) {
  const SourceRange behind{init->tensor.file, init->tensor.end, init.site.range.end};
  return text_at(init.program, behind).find_first_not_of(" \t\r\n)") == std::string::npos;
}

/// The program's own call gives its place to another.
Proposal exchange(const At<Init>& init, const std::string& initialiser) {
  const bool same = is_named(init, initialiser);
  if (same && takes_weight_alone(init)) return not_made("it is the program's initialisation");
  return Fault{.edits = exchanged_around(init.program, init.site.range, init->tensor,
                                         "misfire::" + initialiser + "_(", ")"),
               .includes = {"misfire/initialisers.h"},
               .description =
                   same ? fmt::format("the initialisation by {} loses its gain", init->function)
                        : fmt::format("the initialisation by {} becomes {}", init->function, initialiser)};
}

} // namespace

Operator change_weights_initialisation() {
  return {.id = "WCI",
          .name = "change-weights-initialisation",
          .group = "weights",
          .summary = "A layer's weights start from an unfit distribution or from a constant.",
          .choices = initialisers,
          .examples = {{"torch::nn::init::xavier_uniform_(fc3->weight);", "misfire::zeros_(fc3->weight);"},
                       {"fc2(64, 10)", "fc2(misfire::zeros(torch::nn::Linear(64, 10)))"}},
          .propose = both(for_every<Layer>(initialisers, obstacle, initialise),
                          for_every<Init>(initialisers, no_weight, exchange)),
          .survival = "Training overcomes this start of the layer's weights, or the test data do not need "
                      "what the layer computes.",
          .advice = "Add inputs that need the whole capacity of the layer: more classes, finer distinctions. "
                    "Where every start leads to the same score, the layer may be wider than the task."};
}

} // namespace misfire::operators
