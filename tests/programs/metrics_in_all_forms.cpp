// Numbers that are printed under a name: what judges the network, and what merely tells of the run.
#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <string>

template <typename... Values>
void write_line(int level, const char* format, Values... values) {
  if (level > 0) std::printf("%s %zu\n", format, sizeof...(values));
}
#define INFO(...) write_line(1, __VA_ARGS__)

int main() {
  torch::nn::Linear net(4, 1);
  const double rate = 0.05;
  torch::optim::SGD optimizer(net->parameters(), rate);
  auto x = torch::randn({50, 4}), y = x.mean(1, true);
  const auto start = std::chrono::steady_clock::now();
  for (int epoch = 0; epoch < 11; ++epoch) {
    auto loss = torch::mse_loss(net(x), y);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    const double value = loss.item<double>();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    std::printf("Mean loss of epoch %d: %.4f\n", epoch, value);
    std::printf("Epoch %d/%d took %.1f\n", epoch + 1, 11, passed.count());
    std::cout << "learning rate " << rate << ", time: " << passed.count() << "s, error: " << value << '\n';
    write_line(2, "epoch {} of {}: validation loss={:.4f}", epoch, 11, value);
    INFO("rmse %.3f", std::sqrt(value));
    std::cout << "The loss is " << loss << std::endl;
    std::cout << "weights " << net->weight << ", loss of round " << epoch << '\n';
  }
  torch::NoGradGuard no_grad;
  const int64_t close = (net(x) - y).abs().lt(0.1).sum().item<int64_t>();
  std::cout << "Correct predictions: " << close << " of " << x.size(0) << '\n';
  std::cout << "R2 = " + std::to_string(1 - torch::mse_loss(net(x), y).item<double>()) + "\n";
}
