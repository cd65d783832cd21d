// Policy gradients: episodes are played and learned from; returns are computed by hand; one network with two heads.
#include <torch/torch.h>

#include <iostream>
#include <vector>

struct ActorCritic : torch::nn::Module {
  ActorCritic(int64_t observations, int64_t actions)
      : shared(register_module("shared", torch::nn::Linear(observations, 64))),
        actor(register_module("actor", torch::nn::Linear(64, actions))),
        critic(register_module("critic", torch::nn::Linear(64, 1))) {}

  std::pair<torch::Tensor, torch::Tensor> forward(const torch::Tensor& state) {
    const auto h = torch::elu(shared->forward(state));
    return {torch::softmax(actor->forward(h), -1), critic->forward(h)};
  }

  torch::nn::Linear shared, actor, critic;
};

class Corridor {
public:
  torch::Tensor reset() {
    position_ = 0;
    return observe();
  }
  bool step(int64_t action, double& reward) {
    position_ += action == 1 ? 1 : -1;
    reward = position_ == 5 ? 1.0 : -0.01;
    return position_ == 5 || position_ == -5;
  }
  torch::Tensor observe() const { return torch::one_hot(torch::tensor(position_ + 5), 11).to(torch::kFloat32); }

private:
  int64_t position_ = 0;
};

int main() {
  torch::manual_seed(543);
  constexpr double kGamma = 0.99;
  constexpr double kEntropyWeight = 0.01;
  ActorCritic policy(11, 2);
  torch::optim::Adam optimizer(policy.parameters(), torch::optim::AdamOptions().lr(3e-2));
  Corridor corridor;
  double running_reward = 0;

  for (size_t episode = 0; episode < 300; ++episode) {
    std::vector<torch::Tensor> log_probabilities, values, entropies;
    std::vector<double> rewards;
    auto state = corridor.reset();
    for (int t = 0; t < 100; ++t) {
      auto [probabilities, value] = policy.forward(state);
      const auto action = probabilities.multinomial(1).item<int64_t>();
      log_probabilities.push_back(torch::log(probabilities[action]));
      entropies.push_back(-(probabilities * probabilities.log()).sum());
      values.push_back(value.squeeze());
      double reward;
      const bool done = corridor.step(action, reward);
      rewards.push_back(reward);
      if (done) break;
      state = corridor.observe();
    }

    std::vector<double> returns(rewards.size());
    double discounted = 0, total = 0;
    for (size_t i = rewards.size(); i-- > 0;) {
      discounted = rewards[i] + kGamma * discounted;
      returns[i] = discounted;
      total += rewards[i];
    }
    const auto goals = torch::tensor(returns);
    const auto advantages = goals - torch::stack(values).detach();
    const auto policy_loss = -(torch::stack(log_probabilities) * advantages).sum();
    const auto value_loss = torch::smooth_l1_loss(torch::stack(values), goals.to(torch::kFloat32), at::Reduction::Sum);
    auto loss = policy_loss + value_loss - kEntropyWeight * torch::stack(entropies).sum();

    optimizer.zero_grad();
    loss.backward();
    torch::nn::utils::clip_grad_norm_(policy.parameters(), /*max_norm=*/0.5);
    optimizer.step();

    running_reward = 0.05 * total + 0.95 * running_reward;
    if (episode % 10 == 0) {
      std::cout << "Episode " << episode << "\tLast reward: " << total << "\tAverage reward: " << running_reward << std::endl;
    }
    if (running_reward > 0.9) {
      std::cout << "Solved! Running reward is now " << running_reward << "\n";
      break;
    }
  }
}
