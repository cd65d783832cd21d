#include "mutator/operators/layers.h"

#include "mutator/operators/structure/brackets.h"

#include <fmt/format.h>

namespace misfire::operators {

std::string no_weights_of(const Layer& layer) {
  switch (layer.form) {
  case Layer::Form::bias:
    return "";
  case Layer::Form::tensor:
    return "no product of matrices with it was found, so it may be no weight of a layer";
  default:
    break;
  }
  if (layer.type == "MultiheadAttention" || layer.type.starts_with("Transformer"))
    return fmt::format("a {} holds several layers inside, whose weights are not changed one by one",
                       layer.type);
  return fmt::format("this {} has no weights", layer.type);
}

bool keeps_size(const At<Layer>& layer) {
  const auto inside = in_last_brackets(layer.program, layer.site.range);
  const auto sizes = inside ? split_arguments(text_at(layer.program, *inside)) : std::vector<std::string>{};
  return layer->type == "Linear" && sizes.size() == 2 && sizes[0] == sizes[1];
}

} // namespace misfire::operators
