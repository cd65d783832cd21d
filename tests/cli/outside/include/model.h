#pragma once

#include <torch/torch.h>

// Separates points inside a circle from those outside.
struct ModelImpl : torch::nn::Module {
  explicit ModelImpl(int64_t width)
      : hidden(register_module("hidden", torch::nn::Linear(2, width))),
        out(register_module("out", torch::nn::Linear(width, 2))) {}

  torch::Tensor forward(const torch::Tensor& points) {
    return torch::log_softmax(out(torch::relu(hidden(points))), 1);
  }

  torch::nn::Linear hidden, out;
};
TORCH_MODULE(Model);
