/// Keras' activation functions, to be called, misfire::softplus(x), or put into a Sequential as a module,
/// torch::nn::Functional(misfire::softplus). All but softmax work element by element.
#pragma once

#include <ATen/ATen.h>

namespace misfire {

/// x where x > 0, exp(x) - 1 elsewhere
inline at::Tensor elu(const at::Tensor& x) {
  return at::elu(x);
}

/// Over dimension 1, the classes or channels; over its only dimension if x has but one.
inline at::Tensor softmax(const at::Tensor& x) {
  return at::softmax(x, x.dim() < 2 ? -1 : 1);
}

/// elu with the scale and alpha of Klambauer et al. (2017, arXiv 1706.02515)
inline at::Tensor selu(const at::Tensor& x) {
  return at::selu(x);
}

/// log(exp(x) + 1)
inline at::Tensor softplus(const at::Tensor& x) {
  return at::softplus(x);
}

/// x / (|x| + 1)
inline at::Tensor softsign(const at::Tensor& x) {
  return x / (x.abs() + 1);
}

/// max(x, 0)
inline at::Tensor relu(const at::Tensor& x) {
  return at::relu(x);
}

inline at::Tensor tanh(const at::Tensor& x) {
  return at::tanh(x);
}

/// 1 / (1 + exp(-x))
inline at::Tensor sigmoid(const at::Tensor& x) {
  return at::sigmoid(x);
}

/// 0.2 x + 0.5, clipped to [0, 1]: Keras 2's, steeper than torch::hardsigmoid
inline at::Tensor hard_sigmoid(const at::Tensor& x) {
  return (0.2 * x + 0.5).clamp(0, 1);
}

/// exp(x)
inline at::Tensor exponential(const at::Tensor& x) {
  return at::exp(x);
}

/// x
inline at::Tensor linear(const at::Tensor& x) {
  return x;
}

} // namespace misfire
