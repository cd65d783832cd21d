// Updates written by hand, and what is none: gradients that pile up, penalties, an optimizer's own step.
#include <torch/torch.h>

#define STEP(p) (p).data().sub_(0.1 * (p).grad())

struct Momentum : torch::optim::Optimizer {
  explicit Momentum(std::vector<torch::Tensor> parameters)
      : Optimizer(std::move(parameters), std::make_unique<torch::optim::SGDOptions>(0.1)) {}
  torch::Tensor step(LossClosure closure = nullptr) override {
    for (auto& p : param_groups_[0].params()) p.data().add_(p.grad(), -0.1);
    return closure ? closure() : torch::Tensor();
  }
};

struct Config {
  float rate = 0.05f;
};

int main() {
  torch::nn::Linear net(4, 2);
  auto w = torch::rand({4, 1}, torch::requires_grad()), b = torch::zeros({1}, torch::requires_grad());
  auto x = torch::rand({64, 4}), y = torch::rand({64, 1}), piled = torch::zeros({4, 1});
  const double lr = 0.01;
  const int whole = 1;
  Config config;
  for (int epoch = 0; epoch < 20; ++epoch) {
    auto loss = torch::mse_loss(x.mm(w) + b, y);
    loss.backward();
    {
      torch::NoGradGuard no_grad;
      w -= lr * w.grad();
      b.sub_(config.rate * b.grad());
      b.add_(b.grad(), -lr);
      b.add_(-0.5 * b.grad());
      w -= (config.rate * w.grad()) / 64;
      b -= torch::mul(b.grad(), 0.125).div(64);
      piled.add_(w.grad());
      w.grad().zero_();
      b.mutable_grad().reset();
    }
    for (auto& p : net->parameters()) {
      p.set_data(p.data() - 0.02 * p.grad());
      p.data() = p.data() - p.grad() * whole;
      p.data() -= p.grad().mul(0.3);
      auto g = p.grad() + 1e-4 * p;
      p.data().sub_(g * 0.2);
      STEP(p);
    }
    std::vector<torch::Tensor> all = {w, b};
    for (size_t i = 0; i < all.size(); ++i) all[i].data() -= lr * all[i].grad();
    auto grads = torch::autograd::grad({torch::mse_loss(x.mm(w) + b, y)}, {w});
    w.data() -= 0.7 * grads[0];
    auto norm = grads[0].norm();
    auto penalised = loss - 10 * (norm - 1).pow(2);
    penalised = penalised - 1;
  }
  Momentum momentum(net->parameters());
  momentum.step();
}
