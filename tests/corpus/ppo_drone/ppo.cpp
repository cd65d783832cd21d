#include "ppo.h"

#include <iostream>

Ppo::Ppo(GaussianPolicy policy, PpoOptions options)
    : policy_(std::move(policy)),
      options_(options),
      optimizer_(policy_->parameters(), torch::optim::AdamOptions(options.lr).eps(1e-5)) {}

Rollout Ppo::collect(VecEnv& env) {
  torch::NoGradGuard guard;
  std::vector<torch::Tensor> obs, action, log_prob, reward, value;
  env.reset();
  for (int t = 0; t < options_.horizon; ++t) {
    obs.push_back(env.observation());
    auto out = policy_->forward(obs.back());
    action.push_back(out.mean + out.log_std.exp() * torch::randn_like(out.mean));
    log_prob.push_back(policy_->log_prob(out, action.back()));
    value.push_back(out.value);
    reward.push_back(env.step(action.back().squeeze(-1)));
  }
  value.push_back(policy_->forward(env.observation()).value);
  std::vector<torch::Tensor> advantage(reward.size());
  torch::Tensor running = torch::zeros_like(value[0]);
  for (int t = options_.horizon - 1; t >= 0; --t) {
    auto delta = reward[t] + options_.gamma * value[t + 1] - value[t];
    running = delta + options_.gamma * options_.lambda * running;
    advantage[t] = running;
  }
  value.pop_back();
  auto adv = torch::cat(advantage);
  auto target = adv + torch::cat(value);
  return {torch::cat(obs), torch::cat(action), torch::cat(log_prob), (adv - adv.mean()) / (adv.std() + 1e-8), target};
}

torch::Tensor Ppo::loss(const Rollout& r, const torch::Tensor& index) {
  auto out = policy_->forward(r.obs.index_select(0, index));
  auto ratio = (policy_->log_prob(out, r.action.index_select(0, index)) - r.log_prob.index_select(0, index)).exp();
  auto adv = r.advantage.index_select(0, index);
  auto surrogate = torch::min(ratio * adv, ratio.clamp(1 - options_.clip, 1 + options_.clip) * adv);
  auto actor_loss = -surrogate.mean();
  auto value_loss = (out.value - r.target.index_select(0, index)).pow(2).mean();
  auto entropy = out.log_std.sum(-1).mean();
  return actor_loss + options_.value_coef * value_loss - options_.entropy_coef * entropy;
}

void Ppo::update(const Rollout& rollout) {
  const auto n = rollout.obs.size(0);
  for (int pass = 0; pass < options_.passes; ++pass) {
    for (const auto& index : torch::randperm(n).split(options_.minibatch)) {
      auto total = loss(rollout, index);
      optimizer_.zero_grad();
      total.backward();
      torch::nn::utils::clip_grad_norm_(policy_->parameters(), options_.max_grad_norm);
      optimizer_.step();
    }
  }
}

void Ppo::train(VecEnv& env) {
  for (int u = 0; u < options_.updates; ++u) {
    if (options_.anneal) {
      const double lr = options_.lr * (1.0 - double(u) / options_.updates);
      for (auto& group : optimizer_.param_groups())
        static_cast<torch::optim::AdamOptions&>(group.options()).lr(lr);
    }
    update(collect(env));
    if (u % 20 == 0) std::cout << "update " << u << "\n";
  }
}
