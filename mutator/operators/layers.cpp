#include "mutator/operators/layers.h"

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

} // namespace misfire::operators
