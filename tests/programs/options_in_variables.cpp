// Options that are made in a variable and set there, by statements and chains, before anything is made of them.
#include <torch/torch.h>

#include <memory>

void smooth(torch::optim::SGDOptions& options) { options.momentum(0.9); }

struct Net : torch::nn::Module {
  explicit Net(double rate) {
    double less = rate / 2;
    first = register_module("first", torch::nn::Linear(5, 8));
    drop = register_module("drop", torch::nn::Dropout(rate));
    second = register_module("second", torch::nn::Linear(8, 1));
    other = register_module("other", torch::nn::Dropout(less));
  }
  torch::Tensor forward(torch::Tensor x) { return other(second(drop(torch::relu(first(x))))); }
  torch::nn::Linear first{nullptr}, second{nullptr};
  torch::nn::Dropout drop{nullptr}, other{nullptr};
};

void train(Net& net, torch::optim::Optimizer& optimizer, torch::Tensor x, torch::Tensor y) {
  for (int epoch = 0; epoch < 5; ++epoch) {
    optimizer.zero_grad();
    torch::mse_loss(net.forward(x), y).backward();
    optimizer.step();
  }
}

int main(int argc, char**) {
  const auto x = torch::randn({40, 5}), y = torch::randn({40, 1});
  Net net(0.15);
  const double rate = 0.002;

  torch::optim::AdamOptions adam_options;
  adam_options.lr(rate);
  adam_options.betas({0.9, 0.98});
  torch::optim::Adam adam(net.parameters(), adam_options);
  train(net, adam, x, y);

  torch::optim::RMSpropOptions decayed(0.01);
  decayed.momentum(0.5).weight_decay(1e-4);
  auto rmsprop = std::make_unique<torch::optim::RMSprop>(net.parameters(), decayed);
  train(net, *rmsprop, x, y);

  auto chained = torch::optim::AdagradOptions(0.07).lr_decay(0.1);
  torch::optim::Adagrad adagrad(net.parameters(), chained);
  train(net, adagrad, x, y);

  torch::optim::SGDOptions fixed(0.1);
  smooth(fixed);
  torch::optim::SGD sgd(net.parameters(), fixed);
  train(net, sgd, x, y);

  torch::optim::AdamWOptions chosen(0.001);
  if (argc > 1) chosen.lr(0.01);
  if (argc > 2) chosen.lr(0.1);
  torch::optim::AdamW adamw(net.parameters(), chosen);
  train(net, adamw, x, y);
}
