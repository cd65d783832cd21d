/// Parameters that are not trained: misfire::frozen(torch::nn::Linear(784, 64)) is that layer with weights
/// that stay what they are, and misfire::without_last_layer(net->parameters()) is what an optimizer is given
/// that misses some.
#pragma once

#include <misfire/initialisers.h>

#include <torch/types.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace misfire {

/// `layer`, a module holder, shared pointer to a module or module, whose parameters require no gradient.
template <typename Layer>
Layer frozen(Layer layer) {
  for (auto& parameter : detail::module_in(layer).parameters())
    parameter.set_requires_grad(false);
  return layer;
}

namespace detail {

/// A layer's weight, behind which its biases come: it has rows and columns.
inline bool begins_layer(const at::Tensor& parameter) {
  return parameter.dim() > 1;
}

} // namespace detail

/// The parameters without those of the first layer: from the second weight on.
inline std::vector<at::Tensor> without_first_layer(const std::vector<at::Tensor>& parameters) {
  auto second = parameters.begin();
  if (second != parameters.end()) ++second;
  return {std::find_if(second, parameters.end(), detail::begins_layer), parameters.end()};
}

/// The parameters without those of the last layer: up to the last weight.
inline std::vector<at::Tensor> without_last_layer(const std::vector<at::Tensor>& parameters) {
  const auto last = std::find_if(parameters.rbegin(), parameters.rend(), detail::begins_layer);
  return {parameters.begin(), last == parameters.rend() ? parameters.end() : last.base() - 1};
}

} // namespace misfire
