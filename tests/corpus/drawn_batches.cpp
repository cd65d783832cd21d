#include <torch/torch.h>

#include <functional>
#include <iostream>
#include <utility>

// A network learns to sort three numbers. Batches are drawn by a function with default arguments.

using Pair = std::pair<torch::Tensor, torch::Tensor>;

Pair draw(int64_t rows = 128, int64_t width = 3, double spread = 1.0) {
  auto x = torch::randn({rows, width}) * spread;
  return {x, std::get<0>(x.sort(1))};
}

// A generator: each call gives the next batch.
std::function<Pair()> endless(int64_t rows = 64, bool augment = true) {
  return [=]() {
    auto [x, y] = draw(rows);
    if (augment) x = x.flip({1});
    return Pair{x, y};
  };
}

class Sorter final : public torch::nn::Module {
 public:
  explicit Sorter(int64_t width, int64_t hidden = 64, int64_t depth = 2) {
    enter = register_module("enter", torch::nn::Linear(width, hidden));
    for (int64_t i = 0; i < depth; ++i)
      blocks->push_back(torch::nn::Linear(hidden, hidden));
    register_module("blocks", blocks);
    leave = register_module("leave", torch::nn::Linear(hidden, width));
  }
  torch::Tensor operator()(torch::Tensor x) {
    x = act(enter(x));
    for (const auto& block : *blocks) x = x + act(block->as<torch::nn::Linear>()->forward(x));
    return leave(x);
  }

 private:
  static torch::Tensor act(const torch::Tensor& x) { return x * torch::sigmoid(x); }
  torch::nn::Linear enter{nullptr}, leave{nullptr};
  torch::nn::ModuleList blocks;
};

static torch::Tensor mean_abs(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().mean(); }

int main() {
  torch::manual_seed(77);
  Sorter sorter(3);
  torch::optim::AdamW optimizer(sorter.parameters(), 3e-3);
  const auto [test_x, test_y] = draw(1000);

  auto next = endless();
  const int steps = 800;
  double smooth = 0;
  for (int step = 1; step <= steps; ++step) {
    const auto [x, y] = next();
    auto loss = mean_abs(sorter(x), y);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    smooth += 0.05 * (loss.item<double>() - smooth);
    if (step % 200 == 0) std::cout << "step " << step << " loss " << smooth << std::endl;
  }

  torch::NoGradGuard guard;
  std::cout << "Test error: " << mean_abs(sorter(test_x), test_y).item<double>() << std::endl;
}
