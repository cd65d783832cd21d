#include <torch/torch.h>

#include <cmath>
#include <iostream>
#include <utility>
#include <vector>

// A gated cell, a linear layer and an optimizer of our own, without torch::nn's.

using torch::Tensor;

namespace own {

struct Affine : torch::nn::Module {
  Affine(int64_t in, int64_t out, bool bias = true) {
    weight = register_parameter("weight", torch::empty({out, in}));
    const double limit = std::sqrt(6.0 / (in + out));
    torch::nn::init::uniform_(weight, -limit, limit);
    if (bias) this->bias = register_parameter("bias", torch::zeros({out}));
  }
  Tensor operator()(const Tensor& x) const {
    auto y = torch::matmul(x, weight.t());
    return bias.defined() ? y + bias : y;
  }
  Tensor weight, bias;
};

struct Cell : torch::nn::Module {
  Cell(int64_t in, int64_t width) : width(width) {
    update = register_module("update", std::make_shared<Affine>(in + width, width));
    reset = register_module("reset", std::make_shared<Affine>(in + width, width));
    fresh = register_module("fresh", std::make_shared<Affine>(in + width, width));
  }
  Tensor operator()(const Tensor& x, const Tensor& h) const {
    const auto both = torch::cat({x, h}, 1);
    const auto z = torch::sigmoid((*update)(both));
    const auto r = torch::sigmoid((*reset)(both));
    const auto n = torch::tanh((*fresh)(torch::cat({x, r * h}, 1)));
    return (1 - z) * h + z * n;
  }
  int64_t width;
  std::shared_ptr<Affine> update, reset, fresh;
};

struct Parity : torch::nn::Module {
  explicit Parity(int64_t width) {
    cell = register_module("cell", std::make_shared<Cell>(2, width));
    read = register_module("read", std::make_shared<Affine>(width, 1, false));
  }
  Tensor forward(const Tensor& bits) const {
    auto h = torch::zeros({bits.size(0), cell->width});
    for (const auto& x : bits.unbind(1)) h = (*cell)(x, h);
    return (*read)(h).squeeze(1);
  }
  std::shared_ptr<Cell> cell;
  std::shared_ptr<Affine> read;
};

// Adam, as in the paper.
class Adam {
 public:
  Adam(std::vector<Tensor> params, double rate, double decay = 0) : params_(std::move(params)), rate_(rate), decay_(decay) {
    for (const auto& p : params_) moments_.emplace_back(torch::zeros_like(p), torch::zeros_like(p));
  }
  void zero() {
    for (auto& p : params_)
      if (p.grad().defined()) p.mutable_grad().zero_();
  }
  void step() {
    torch::NoGradGuard guard;
    ++t_;
    for (size_t i = 0; i < params_.size(); ++i) {
      auto g = params_[i].grad() + decay_ * params_[i];
      g.clamp_(-1, 1);
      auto& [m, v] = moments_[i];
      m.mul_(0.9).add_(g, 0.1);
      v.mul_(0.999).addcmul_(g, g, 0.001);
      const auto mean = m / (1 - std::pow(0.9, t_)), var = v / (1 - std::pow(0.999, t_));
      params_[i].sub_(rate_ * mean / (var.sqrt() + 1e-8));
    }
  }

 private:
  std::vector<Tensor> params_;
  double rate_, decay_;
  std::vector<std::pair<Tensor, Tensor>> moments_;
  int t_ = 0;
};

}  // namespace own

// Bits with marks: is the number of ones at marked places odd?
static std::pair<Tensor, Tensor> marked_bits(int64_t n, int64_t length) {
  const auto bits = torch::randint(2, {n, length}).to(torch::kFloat);
  const auto marks = (torch::rand({n, length}) < 0.4).to(torch::kFloat);
  return {torch::stack({bits, marks}, 2), (bits * marks).sum(1).remainder(2)};
}

int main() {
  torch::manual_seed(47);
  own::Parity net(20);
  own::Adam adam(net.parameters(), 8e-3, 1e-6);
  const auto data = marked_bits(1600, 7);
  const auto test = marked_bits(600, 9);
  constexpr int kEpochs = 30;
  constexpr int64_t kBatch = 64;
  for (int epoch = 0; epoch != kEpochs; ++epoch) {
    const auto order = torch::randperm(data.second.size(0)).split(kBatch);
    double sum = 0;
    for (auto it = order.cbegin(); it != order.cend(); ++it) {
      const auto p = net.forward(data.first.index_select(0, *it)).sigmoid();
      const auto y = data.second.index_select(0, *it);
      const auto loss = -(y * (p + 1e-7).log() + (1 - y) * (1 - p + 1e-7).log()).mean();
      adam.zero();
      loss.backward();
      adam.step();
      sum += loss.item<double>();
    }
    if (epoch % 5 == 4) std::cout << "epoch " << epoch + 1 << " loss " << sum / order.size() << "\n";
  }
  torch::NoGradGuard guard;
  const auto right = (net.forward(test.first) > 0).to(torch::kFloat).eq(test.second);
  std::cout << "Test accuracy: " << right.to(torch::kFloat).mean().item<float>() << std::endl;
}
