// Losses that functions, methods and lambdas compute from inputs and targets, on networks with and without a
// module; a closure for LBFGS outside any loop.
#include <torch/torch.h>

#include <iostream>

struct Encoder : torch::nn::Module {
  Encoder() {
    down = register_module("down", torch::nn::Linear(10, 4));
    up = register_module("up", torch::nn::Linear(4, 10));
  }
  torch::Tensor encode(const torch::Tensor& x) { return torch::tanh(down(x)); }
  torch::Tensor decode(const torch::Tensor& z) { return up(z); }
  torch::Tensor loss(torch::Tensor x, const torch::Tensor& y) {
    x = x * 0.5;
    return torch::mse_loss(decode(encode(x)), y);
  }
  torch::nn::Linear down{nullptr}, up{nullptr};
};

torch::Tensor squared_error(Encoder& net, torch::Tensor inputs, torch::Tensor wanted) {
  auto guess = net.decode(net.encode(inputs));
  return (guess - wanted).pow(2).mean();
}

torch::Tensor linear(torch::Tensor x, torch::Tensor w, torch::Tensor b) { return torch::matmul(x, w) + b; }
torch::Tensor half_square(torch::Tensor guess, torch::Tensor y) { return (guess - y.reshape(guess.sizes())).pow(2) / 2; }

void descend(torch::Tensor& w, torch::Tensor& b, double rate, int64_t count) {
  torch::NoGradGuard no_grad;
  w -= rate * w.grad() / count;
  b.sub_(torch::mul(b.grad(), rate).div(count));
  w.grad().zero_();
  b.grad().zero_();
}

int main() {
  auto noisy = torch::randn({64, 10}), clean = torch::randn({64, 10}), twice = clean * 2;
  Encoder net;
  torch::optim::Adam adam(net.parameters(), 0.01);
  for (int i = 0; i < 12; ++i) {
    adam.zero_grad();
    auto loss = squared_error(net, noisy, clean);
    loss.backward();
    adam.step();
  }
  for (int i = 0; i < 13; ++i) {
    adam.zero_grad();
    net.loss(clean, twice).backward();
    adam.step();
  }
  const auto compare = [&](const torch::Tensor& z) { return torch::l1_loss(net.decode(z), twice); };
  for (int i = 0; i < 14; ++i) {
    adam.zero_grad();
    compare(net.encode(noisy)).backward();
    adam.step();
  }

  auto x = torch::randn({100, 2}), y = x.sum(1);
  auto w = torch::zeros({2, 1}, torch::requires_grad()), b = torch::zeros({1}, torch::requires_grad());
  for (int epoch = 0; epoch < 15; ++epoch) {
    half_square(linear(x, w, b), y).sum().backward();
    descend(w, b, 0.03, x.size(0));
  }
  std::cout << "w error " << (w - 1).abs().sum().item<double>() << '\n';

  torch::nn::Linear last(2, 1);
  auto column = y.unsqueeze(1);
  torch::optim::LBFGS lbfgs(last->parameters(), torch::optim::LBFGSOptions(0.5).max_iter(60));
  auto closure = [&]() {
    lbfgs.zero_grad();
    auto loss = torch::mse_loss(last(x), column);
    loss.backward();
    return loss;
  };
  lbfgs.step(closure);
}
