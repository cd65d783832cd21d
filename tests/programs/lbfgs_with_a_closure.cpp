// LBFGS evaluates a closure as often as it likes.
#include <torch/torch.h>

#include <cstdio>

struct Polynomial : torch::nn::Module {
  Polynomial() { fc = register_module("fc", torch::nn::Linear(3, 1)); }
  torch::Tensor forward(torch::Tensor x) { return fc->forward(torch::stack({x, x * x, x * x * x}, 1)); }
  torch::nn::Linear fc{nullptr};
};

int main() {
  auto model = std::make_shared<Polynomial>();
  const auto x = torch::randn({256});
  const auto y = (x * x * 0.3 - x).unsqueeze(1);
  torch::optim::LBFGS optimizer(model->parameters(), torch::optim::LBFGSOptions(0.8).max_iter(10));

  auto closure = [&]() -> torch::Tensor {
    optimizer.zero_grad();
    auto loss = torch::nn::functional::smooth_l1_loss(model->forward(x), y);
    loss.backward();
    return loss;
  };
  for (size_t i = 0; i < 15; ++i) {
    const auto loss = optimizer.step(closure);
    std::printf("iteration %zu: loss = %f\n", i, loss.item<double>());
  }
}
