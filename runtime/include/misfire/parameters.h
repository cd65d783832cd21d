/// Parameters that are not trained: misfire::frozen(torch::nn::Linear(784, 64)) is that layer with weights
/// that stay what they are, and misfire::without_last_layer(net->parameters()) is what an optimizer is given
/// that misses some.
#pragma once

#include <misfire/initialisers.h>

#include <torch/types.h>

#include <cstddef>
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

/// A recurrent layer's weight for its own output, which comes behind that for its input: as many rows, which
/// are those of three or four gates, or two biases behind it, as no other layer has.
inline bool is_of_own_output(const std::vector<at::Tensor>& parameters, std::size_t i) {
  if (i == 0 || parameters[i].dim() != 2 || parameters[i - 1].dim() != 2) return false;
  const auto rows = parameters[i].size(0), columns = parameters[i].size(1);
  if (parameters[i - 1].size(0) != rows) return false;
  if (rows == 3 * columns || rows == 4 * columns) return true;
  const auto is_bias = [&](std::size_t at) {
    return at < parameters.size() && parameters[at].dim() == 1 && parameters[at].size(0) == rows;
  };
  return rows == columns && is_bias(i + 1) && is_bias(i + 2);
}

/// Whether a layer's parameters begin there: its weight, which has rows and columns, comes before its biases.
inline bool begins_layer(const std::vector<at::Tensor>& parameters, std::size_t i) {
  return parameters[i].dim() > 1 && !is_of_own_output(parameters, i);
}

} // namespace detail

/// Copies of the parameters, which are trained in their place.
inline std::vector<at::Tensor> of_a_clone(const std::vector<at::Tensor>& parameters) {
  std::vector<at::Tensor> clones;
  for (const auto& parameter : parameters)
    clones.push_back(parameter.detach().clone().requires_grad_(parameter.requires_grad()));
  return clones;
}

/// The parameters without those of the first layer: from the second layer's weight on.
inline std::vector<at::Tensor> without_first_layer(const std::vector<at::Tensor>& parameters) {
  std::size_t second = 1;
  while (second < parameters.size() && !detail::begins_layer(parameters, second))
    ++second;
  if (second >= parameters.size()) return {};
  return {parameters.begin() + static_cast<std::ptrdiff_t>(second), parameters.end()};
}

/// The parameters without those of the last layer: up to its weight.
inline std::vector<at::Tensor> without_last_layer(const std::vector<at::Tensor>& parameters) {
  std::size_t last = parameters.size();
  while (last > 0 && !detail::begins_layer(parameters, last - 1))
    --last;
  if (last == 0) return parameters;
  return {parameters.begin(), parameters.begin() + static_cast<std::ptrdiff_t>(last - 1)};
}

} // namespace misfire
