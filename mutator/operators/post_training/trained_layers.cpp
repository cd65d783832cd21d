#include "mutator/operators/post_training/trained_layers.h"

#include "mutator/operators/layers.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace misfire::operators {

Proposal spoilt_layer(const At<Layer>& layer, const std::string& function, const std::string& what) {
  if (layer->form != Layer::Form::module) return not_made("");
  if (!layer->has_weight) return not_made(no_weights_of(layer.meaning));
  if (!layer->construction) return not_made("its construction cannot be wrapped where it stands");
  return Fault{.edits = wrapped(*layer->construction, "misfire::" + function),
               .includes = {"misfire/trained_layers.h"},
               .description = "once it is trained, " + fmt::format(fmt::runtime(what), layer->type)};
}

Proposal spoilt_neurons(const At<Layer>& layer, const std::string& function, const std::string& what) {
  constexpr std::array with_neurons = {"Linear", "Conv1d", "Conv2d", "Conv3d"};
  if (layer->form == Layer::Form::module && layer->has_weight &&
      std::ranges::find(with_neurons, layer->type) == with_neurons.end())
    return not_made(fmt::format("the weights of this {} are not those of one neuron each", layer->type));
  return spoilt_layer(layer, function, what);
}

Proposal spoilt_square(const At<Layer>& layer, const std::string& function, const std::string& what) {
  if (layer->form == Layer::Form::module && layer->has_weight && !keeps_size(layer))
    return not_made("it is no Linear that is written with as many outputs as inputs");
  return spoilt_layer(layer, function, what);
}

} // namespace misfire::operators
