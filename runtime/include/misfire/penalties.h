/// Penalties on weights, as terms of a loss.
#pragma once

#include <ATen/ATen.h>

namespace misfire {

/// The sum of absolute values: what L1 regularisation adds to the loss, times its factor.
inline at::Tensor l1_penalty(const at::Tensor& weight) {
  return weight.abs().sum();
}

/// The sum of squares: what L2 regularisation adds to the loss, times its factor (Keras' l2, without a
/// half).
inline at::Tensor l2_penalty(const at::Tensor& weight) {
  return weight.square().sum();
}

} // namespace misfire
