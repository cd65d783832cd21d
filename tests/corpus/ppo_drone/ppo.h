#pragma once
#include "env.h"
#include "policy.h"

#include <vector>

struct PpoOptions {
  int updates = 60;
  int horizon = 16;
  int passes = 4;
  int64_t minibatch = 64;
  double lr = 1e-3, clip = 0.2, gamma = 0.95, lambda = 0.9;
  double value_coef = 0.5, entropy_coef = 0.01, max_grad_norm = 0.5;
  bool anneal = true;
};

struct Rollout {
  torch::Tensor obs, action, log_prob, advantage, target;
};

class Ppo {
 public:
  Ppo(GaussianPolicy policy, PpoOptions options);
  void train(VecEnv& env);

 private:
  Rollout collect(VecEnv& env);
  void update(const Rollout& rollout);
  torch::Tensor loss(const Rollout& rollout, const torch::Tensor& index);
  GaussianPolicy policy_;
  PpoOptions options_;
  torch::optim::Adam optimizer_;
};
