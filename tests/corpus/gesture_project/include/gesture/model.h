#pragma once
#include <torch/torch.h>

#include "gesture/config.h"

namespace gesture {

class TemporalBlockImpl : public torch::nn::Module {
 public:
  TemporalBlockImpl(int64_t in, int64_t out, int64_t dilation, double dropout);
  torch::Tensor forward(torch::Tensor x);

 private:
  torch::nn::Conv1d conv_;
  torch::nn::GroupNorm norm_;
  torch::nn::Dropout drop_;
};
TORCH_MODULE(TemporalBlock);

class HeadImpl : public torch::nn::Module {
 public:
  HeadImpl(int64_t width, int64_t classes);
  torch::Tensor forward(torch::Tensor x);

 private:
  torch::nn::Linear squeeze_{nullptr}, out_{nullptr};
};
TORCH_MODULE(Head);

class ModelImpl : public torch::nn::Module {
 public:
  explicit ModelImpl(const ModelConfig& config);
  torch::Tensor forward(torch::Tensor x);

 private:
  torch::nn::Sequential blocks_;
  Head head_;
};
TORCH_MODULE(Model);

void initialise(torch::nn::Module& module);

}  // namespace gesture
