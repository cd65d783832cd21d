// Deep Q-learning: batches come from a replay memory, the network trains in a method called from two loops.
#include <torch/torch.h>

#include <deque>
#include <iostream>
#include <random>
#include <vector>

struct Transition {
  torch::Tensor state, next;
  int64_t action;
  float reward;
  bool done;
};

struct QNetwork : torch::nn::Module {
  QNetwork(int64_t observations, int64_t actions)
      : linear1(torch::nn::Linear(observations, 128)), linear2(torch::nn::Linear(128, 128)),
        output(torch::nn::Linear(128, actions)) {
    register_module("linear1", linear1);
    register_module("linear2", linear2);
    register_module("output", output);
  }
  torch::Tensor forward(torch::Tensor input) {
    input = torch::relu(linear1(input));
    input = torch::relu(linear2(input));
    return output(input);
  }
  torch::nn::Linear linear1, linear2, output;
};

class Agent {
public:
  Agent() : online(4, 2), target(4, 2), dqn_optimizer(online.parameters(), torch::optim::AdamOptions(5e-4)) {
    copy_weights();
  }

  int64_t act(const torch::Tensor& state) {
    torch::NoGradGuard no_grad;
    if (std::uniform_real_distribution<>(0, 1)(random) < epsilon) return random() % 2;
    return online.forward(state).argmax().item<int64_t>();
  }

  void remember(Transition transition) {
    memory.push_back(std::move(transition));
    if (memory.size() > 10000) memory.pop_front();
  }

  void learn() {
    if (memory.size() < batch_size) return;
    std::vector<torch::Tensor> states, nexts, rewards, actions, unfinished;
    for (size_t i = 0; i < batch_size; ++i) {
      const auto& sample = memory[random() % memory.size()];
      states.push_back(sample.state);
      nexts.push_back(sample.next);
      rewards.push_back(torch::tensor(sample.reward));
      actions.push_back(torch::tensor(sample.action));
      unfinished.push_back(torch::tensor(sample.done ? 0.f : 1.f));
    }
    auto q = online.forward(torch::stack(states)).gather(1, torch::stack(actions).unsqueeze(1)).squeeze(1);
    auto next_q = std::get<0>(target.forward(torch::stack(nexts)).max(1)).detach();
    auto expected = torch::stack(rewards) + gamma * next_q * torch::stack(unfinished);
    auto loss = torch::nn::functional::huber_loss(q, expected);
    dqn_optimizer.zero_grad();
    loss.backward();
    for (auto& parameter : online.parameters()) parameter.grad().clamp_(-1, 1);
    dqn_optimizer.step();
    epsilon = std::max(0.05, epsilon * 0.995);
  }

  void copy_weights() {
    torch::NoGradGuard no_grad;
    auto from = online.named_parameters();
    for (auto& parameter : target.named_parameters()) parameter.value().copy_(from[parameter.key()]);
  }

private:
  QNetwork online, target;
  torch::optim::Adam dqn_optimizer;
  std::deque<Transition> memory;
  std::mt19937 random{7};
  double epsilon = 1.0;
  const double gamma = 0.99;
  const size_t batch_size = 64;
};

int main() {
  Agent agent;
  const int episodes = 50;
  for (int episode = 0; episode < episodes; ++episode) {
    auto state = torch::rand({4});
    float score = 0;
    for (int step = 0; step < 200; ++step) {
      const auto action = agent.act(state);
      const auto next = torch::rand({4});
      const float reward = action == 0 ? next[0].item<float>() : next[1].item<float>();
      agent.remember({state, next, action, reward, step == 199});
      agent.learn();
      state = next;
      score += reward;
    }
    if (episode % 10 == 0) agent.copy_weights();
    std::cout << "Episode " << episode << " score " << score << std::endl;
  }
}
