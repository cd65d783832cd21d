// Trainings one after another, of several agents and from several seeds: what walks them walks no epochs.
#include <torch/torch.h>

#include <cstdio>
#include <vector>

struct Agent : torch::nn::Module {
  Agent() { policy = register_module("policy", torch::nn::Linear(4, 2)); }
  torch::Tensor forward(torch::Tensor x) { return policy(x); }
  torch::nn::Linear policy{nullptr};
};

void imitate(Agent& agent, torch::Tensor states, torch::Tensor moves, int rounds) {
  torch::optim::SGD optimizer(agent.parameters(), 0.04);
  for (int round = 0; round < rounds; ++round) {
    optimizer.zero_grad();
    torch::mse_loss(agent.forward(states), moves).backward();
    optimizer.step();
  }
}

int main() {
  auto states = torch::randn({60, 4}), moves = torch::randn({60, 2});
  std::vector<Agent> agents(3);
  for (size_t i = 0; i < agents.size(); ++i) imitate(agents[i], states, moves, 26);

  auto x_held = states.narrow(0, 0, 10), y_held = moves.narrow(0, 0, 10);
  const int runs = 5;
  for (int run = 0; run < runs; ++run) {
    torch::manual_seed(run);
    torch::nn::Linear net(4, 2);
    torch::optim::Adam optimizer(net->parameters(), 0.003);
    for (int epoch = 0; epoch < 27; ++epoch) {
      optimizer.zero_grad();
      auto loss = torch::mse_loss(net(states), moves);
      loss.backward();
      optimizer.step();
    }
    torch::NoGradGuard no_grad;
    std::printf("run %d: held-out error %.4f\n", run, torch::mse_loss(net(x_held), y_held).item<double>());
  }
}
