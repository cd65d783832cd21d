// Data drawn anew in every turn of the loop, and a method of the network that trains with what it is given;
// batches counted by an assignment.
#include <torch/torch.h>

#include <iostream>

struct Forecaster : torch::nn::Module {
  Forecaster() {
    recurrent = register_module("recurrent", torch::nn::GRU(torch::nn::GRUOptions(1, 8).batch_first(true)));
    out = register_module("out", torch::nn::Linear(8, 1));
  }
  torch::Tensor forward(torch::Tensor x) { return out(std::get<0>(recurrent(x))); }

  double learn(torch::Tensor series, torch::Tensor next, torch::optim::Optimizer& optimizer) {
    optimizer.zero_grad();
    auto loss = torch::l1_loss(forward(series), next);
    loss.backward();
    optimizer.step();
    return loss.item<double>();
  }

  torch::nn::GRU recurrent{nullptr};
  torch::nn::Linear out{nullptr};
};

int main() {
  const auto draw = [](int64_t count) {
    auto t = torch::rand({count, 12, 1});
    return std::make_pair(t, torch::cos(t));
  };
  Forecaster drawn;
  torch::optim::Adam adam(drawn.parameters(), 0.004);
  for (int turn = 0; turn < 60; ++turn) {
    auto [series, next] = draw(16);
    std::cout << "turn " << turn << " loss: " << drawn.learn(series, next, adam) << '\n';
  }

  Forecaster parts;
  torch::optim::SGD sgd(parts.parameters(), 0.1);
  const std::vector<torch::Tensor> all = draw(64).first.chunk(8);
  for (int epoch = 0; epoch < 4; ++epoch) {
    for (auto part : all) {
      auto next = torch::cos(part);
      parts.learn(part, next, sgd);
    }
  }

  Forecaster whole;
  torch::optim::SGD slow(whole.parameters(), 0.05);
  auto [x, y] = draw(96);
  for (int epoch = 0; epoch < 5; ++epoch)
    whole.learn(x, y, slow);

  torch::nn::Linear line(1, 1);
  torch::optim::SGD last(line->parameters(), 0.02);
  auto inputs = torch::rand({90, 1}), wanted = inputs * 3;
  const int64_t size = 15;
  for (int epoch = 0; epoch < 7; ++epoch) {
    for (int64_t i = 0; i < inputs.size(0); i = i + size) {
      auto loss = torch::mse_loss(line(inputs.slice(0, i, i + size)), wanted.slice(0, i, i + size));
      last.zero_grad();
      loss.backward();
      last.step();
    }
  }
}
