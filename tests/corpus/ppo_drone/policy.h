#pragma once
#include <torch/torch.h>

struct PolicyOut {
  torch::Tensor mean, log_std, value;
};

class GaussianPolicyImpl : public torch::nn::Module {
 public:
  GaussianPolicyImpl(int64_t obs, int64_t act, int64_t width);
  PolicyOut forward(const torch::Tensor& obs);
  torch::Tensor log_prob(const PolicyOut& out, const torch::Tensor& action) const;

 private:
  torch::nn::Sequential actor_{nullptr}, critic_{nullptr};
  torch::Tensor log_std_;
};
TORCH_MODULE(GaussianPolicy);
