#pragma once
#include <torch/torch.h>

// Soil from spectra: two pooled convolutions and a gated head.
struct SpectrumNetImpl : torch::nn::Module {
  SpectrumNetImpl();
  torch::Tensor forward(torch::Tensor x);
  torch::nn::Conv1d near{nullptr}, wide{nullptr};
  torch::nn::Linear gate{nullptr}, value{nullptr}, out{nullptr};
  torch::nn::FeatureAlphaDropout drop{nullptr};
};
TORCH_MODULE(SpectrumNet);
