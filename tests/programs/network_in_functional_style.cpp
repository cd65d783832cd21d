// Weights as registered parameters, layers and dropout by functions and by hand, a loss in the network's own method.
#include <torch/torch.h>

#include <cmath>
#include <iostream>

namespace F = torch::nn::functional;

struct Functional : torch::nn::Module {
  explicit Functional(double drop) : drop_(drop) {
    w1 = register_parameter("w1", torch::empty({32, 12}));
    b1 = register_parameter("b1", torch::zeros({32}));
    w2 = register_parameter("w2", torch::empty({5, 32}));
    torch::nn::init::kaiming_uniform_(w1, std::sqrt(5));
    torch::nn::init::xavier_normal_(w2);
    scale = register_buffer("scale", torch::ones({12}));
  }
  torch::Tensor forward(torch::Tensor x) {
    x = F::linear(x * scale, w1, b1);
    x = x.relu_();
    if (is_training()) {
      const auto mask = torch::bernoulli(torch::full_like(x, 1 - drop_));
      x = x * mask / (1 - drop_);
    }
    return F::linear(x, w2);
  }
  torch::Tensor loss(const torch::Tensor& x, const torch::Tensor& y) {
    return F::multi_margin_loss(forward(x), y) + 0.001 * (w1.norm() + w2.norm());
  }
  double drop_;
  torch::Tensor w1, b1, w2, scale;
};

static constexpr int EPOCHS = 25;
static constexpr float LR = 1e-2f;

int main() {
  auto net = std::make_shared<Functional>(0.2);
  torch::optim::SGD optimizer(net->parameters(), LR);
  torch::Tensor x = torch::randn({200, 12}), y = torch::randint(0, 5, {200}, torch::kInt64);
  int epoch = 0;
  while (epoch < EPOCHS) {
    net->train();
    optimizer.zero_grad();
    auto loss = net->loss(x, y);
    loss.backward();
    optimizer.step();
    epoch++;
    net->train(false);
    if (epoch % 5 == 0) {
      const auto guess = std::get<1>(net->forward(x).max(1));
      std::cout << "after " << epoch << " epochs the accuracy is " << guess.eq(y).sum().item<float>() / 200 << "\n";
    }
  }
}
