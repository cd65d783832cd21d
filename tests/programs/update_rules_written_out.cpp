// Momentum and decayed weights without an optimizer, over the parameters of a network and over tensors.
#include <torch/torch.h>

#include <iostream>
#include <map>
#include <tuple>

std::tuple<torch::Tensor, torch::Tensor> make_data(int64_t count) {
  const auto x = torch::randn({count, 2});
  return {x, (x.select(1, 0) * x.select(1, 1) > 0).to(torch::kFloat32).unsqueeze(1)};
}

struct TwoLayers : torch::nn::Module {
  TwoLayers() : first(register_module("first", torch::nn::Linear(2, 16))), second(register_module("second", torch::nn::Linear(16, 1))) {
    for (auto& p : parameters()) torch::nn::init::normal_(p, 0.0, 0.2);
  }
  torch::Tensor forward(torch::Tensor x) { return second(torch::tanh(first(x))); }
  torch::nn::Linear first, second;
};

int main() {
  constexpr double rate = 0.05, momentum = 0.9, decay = 1e-3;
  constexpr int kSteps = 800;
  TwoLayers net;
  auto [train_x, train_y] = make_data(512);
  auto [test_x, test_y] = make_data(128);
  std::map<std::string, torch::Tensor> velocity;
  for (const auto& item : net.named_parameters()) velocity[item.key()] = torch::zeros_like(item.value());

  for (int step = 0; step < kSteps; ++step) {
    auto loss = torch::binary_cross_entropy_with_logits(net.forward(train_x), train_y);
    net.zero_grad();
    loss.backward();
    torch::NoGradGuard no_grad;
    for (auto& item : net.named_parameters()) {
      auto& v = velocity[item.key()];
      v.mul_(momentum).add_(item.value().grad());
      item.value().mul_(1 - rate * decay);
      item.value().add_(v, -rate);
    }
    if (step % 200 == 0) std::cout << "step " << step << " training loss " << loss.item<double>() << std::endl;
  }

  torch::NoGradGuard no_grad;
  const auto right = ((net.forward(test_x) > 0).to(torch::kFloat32) == test_y).to(torch::kFloat32).mean();
  std::cout << "accuracy on unseen points: " << right.item<double>() << std::endl;
}
