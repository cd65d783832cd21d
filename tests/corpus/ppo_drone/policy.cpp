#include "policy.h"

#include <cmath>

namespace {

void orthogonal(torch::nn::Linear& layer, double gain) {
  torch::NoGradGuard guard;
  torch::nn::init::orthogonal_(layer->weight, gain);
  torch::nn::init::zeros_(layer->bias);
}

torch::nn::Sequential tower(int64_t in, int64_t width, int64_t out, double last_gain) {
  torch::nn::Linear first(in, width), second(width, width), last(width, out);
  orthogonal(first, std::sqrt(2.0));
  orthogonal(second, std::sqrt(2.0));
  orthogonal(last, last_gain);
  return torch::nn::Sequential(first, torch::nn::Tanh(), second, torch::nn::Tanh(), last);
}

}  // namespace

GaussianPolicyImpl::GaussianPolicyImpl(int64_t obs, int64_t act, int64_t width)
    : actor_(tower(obs, width, act, 0.01)), critic_(tower(obs, width, 1, 1.0)) {
  register_module("actor", actor_);
  register_module("critic", critic_);
  log_std_ = register_parameter("log_std", torch::full({act}, -0.5));
}

PolicyOut GaussianPolicyImpl::forward(const torch::Tensor& obs) {
  auto mean = actor_->forward(obs);
  return {mean, log_std_.expand_as(mean), critic_->forward(obs).squeeze(-1)};
}

torch::Tensor GaussianPolicyImpl::log_prob(const PolicyOut& out, const torch::Tensor& action) const {
  auto z = (action - out.mean) / out.log_std.exp();
  return (-0.5 * z.pow(2) - out.log_std - 0.5 * std::log(2 * M_PI)).sum(-1);
}
