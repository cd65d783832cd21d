#include "model.h"

SpectrumNetImpl::SpectrumNetImpl() {
  near = register_module("near", torch::nn::Conv1d(torch::nn::Conv1dOptions(1, 8, 3).padding(1)));
  wide = register_module("wide", torch::nn::Conv1d(torch::nn::Conv1dOptions(8, 8, 9).padding(4).groups(8)));
  gate = register_module("gate", torch::nn::Linear(8 * 10, 24));
  value = register_module("value", torch::nn::Linear(8 * 10, 24));
  out = register_module("out", torch::nn::Linear(24, 2));
  drop = register_module("drop", torch::nn::FeatureAlphaDropout(torch::nn::FeatureAlphaDropoutOptions(0.1)));
}

torch::Tensor SpectrumNetImpl::forward(torch::Tensor x) {
  x = torch::avg_pool1d(near(x.unsqueeze(1)), 2).relu();
  x = drop(torch::avg_pool1d(wide(x), 2).relu()).flatten(1);
  return out(gate(x).sigmoid() * value(x));
}
