/// Tensors that a program adds as biases by itself: misfire::without_bias(torch::zeros({4}, options)) stays
/// zero.
#pragma once

#include <ATen/ATen.h>
#include <torch/types.h>

namespace misfire {

/// `bias`, zero now and in every step, since no gradient reaches it. It must require its gradient already.
inline at::Tensor without_bias(at::Tensor bias) {
  {
    const torch::NoGradGuard no_grad;
    bias.zero_();
  }
  bias.register_hook([](const at::Tensor& gradient) { return at::zeros_like(gradient); });
  return bias;
}

} // namespace misfire
