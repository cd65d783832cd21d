#pragma once

#include <torch/torch.h>

// Tells points inside a circle, 1, from those outside, -1.
struct ModelImpl : torch::nn::Module {
  explicit ModelImpl(std::int64_t width)
      : hidden(register_module("hidden", torch::nn::Linear(2, width))),
        out(register_module("out", torch::nn::Linear(width, 1))) {}

  torch::Tensor forward(const torch::Tensor& points) {
    const torch::Tensor inner = torch::relu(hidden(points));
    return out(inner);
  }

  torch::nn::Linear hidden, out;
};
TORCH_MODULE(Model);
