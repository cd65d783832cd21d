// Cross-validation: a network, its optimizer and its data made anew in every fold.
#include <torch/torch.h>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

// Two classes: whether a point lies inside a circle.
static std::pair<torch::Tensor, torch::Tensor> points(int64_t count) {
  const auto x = torch::rand({count, 2}) * 2 - 1;
  return {x, x.pow(2).sum(1).lt(0.6).to(torch::kLong)};
}
static double accuracy(torch::nn::Sequential& net, const torch::Tensor& x, const torch::Tensor& y) {
  torch::NoGradGuard off;
  net->eval();
  return net->forward(x).argmax(1).eq(y).to(torch::kDouble).mean().item<double>();
}

int main() {
  torch::manual_seed(3);
  auto [x, y] = points(400);
  const int folds = 5;
  double sum = 0;
  for (int fold = 0; fold < folds; ++fold) {
    auto held = torch::arange(400).remainder(folds).eq(fold);
    auto vx = x.index({held}), vy = y.index({held});
    auto ux = x.index({~held}), uy = y.index({~held});
    torch::nn::Sequential net(torch::nn::Linear(2, 16), torch::nn::GELU(), torch::nn::Linear(16, 2));
    torch::optim::RMSprop optimizer(net->parameters(), torch::optim::RMSpropOptions(0.01));
    for (int epoch = 0; epoch < 40; ++epoch) {
      net->train();
      optimizer.zero_grad();
      auto loss = torch::nn::functional::cross_entropy(net->forward(ux), uy);
      loss.backward();
      optimizer.step();
    }
    sum += accuracy(net, vx, vy);
    std::cout << "fold " << fold << " accuracy: " << accuracy(net, vx, vy) << std::endl;
  }
  std::cout << "mean cross-validation accuracy: " << sum / folds << std::endl;
}
