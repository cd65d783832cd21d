// A GAN of points on two rings. Scored by how well fresh samples cover held-out ones.
#include <torch/torch.h>
#include <cmath>
#include <iostream>

namespace nn = torch::nn;
using torch::Tensor;

constexpr int64_t kNoise = 8;
constexpr int64_t kBatch = 64;

Tensor rings(int64_t n) {
  auto phi = torch::rand({n}) * 2 * M_PI;
  auto radius = torch::where(torch::rand({n}) < 0.5, torch::full({n}, 0.5), torch::full({n}, 1.0));
  return torch::stack({radius * phi.cos(), radius * phi.sin()}, 1) + 0.02 * torch::randn({n, 2});
}

nn::Sequential make_generator() {
  nn::Sequential g;
  g->push_back("in", nn::Linear(kNoise, 64));
  g->push_back("in_bn", nn::BatchNorm1d(64));
  g->push_back("in_act", nn::ReLU(nn::ReLUOptions().inplace(true)));
  g->push_back("mid", nn::Linear(nn::LinearOptions(64, 64).bias(false)));
  g->push_back("mid_bn", nn::BatchNorm1d(64));
  g->push_back("mid_act", nn::ReLU(nn::ReLUOptions().inplace(true)));
  g->push_back("out", nn::Linear(64, 2));
  return g;
}

struct CriticImpl : nn::Cloneable<CriticImpl> {
  CriticImpl() { reset(); }
  void reset() override {
    a = register_module("a", nn::Linear(2, 64));
    b = register_module("b", nn::Linear(64, 64));
    c = register_module("c", nn::Linear(64, 1));
    drop = register_module("drop", nn::Dropout(0.2));
  }
  Tensor forward(Tensor x) {
    x = torch::leaky_relu(a(x), 0.2);
    x = drop(torch::leaky_relu(b(x), 0.2));
    return torch::sigmoid(c(x));
  }
  nn::Linear a{nullptr}, b{nullptr}, c{nullptr};
  nn::Dropout drop{nullptr};
};
TORCH_MODULE(Critic);

double coverage(const Tensor& fake, const Tensor& real) {
  return torch::cdist(real, fake).amin(1).mean().item<double>();
}

int main() {
  torch::manual_seed(2);
  const int64_t count = 2048;
  Tensor real = rings(count);
  Tensor held_out = rings(512);

  nn::Sequential generator = make_generator();
  Critic critic;
  torch::optim::Adam g_opt(generator->parameters(), torch::optim::AdamOptions(2e-4).betas({0.5, 0.999}));
  torch::optim::Adam c_opt(critic->parameters(), torch::optim::AdamOptions(5e-4).betas({0.5, 0.999}));
  nn::BCELoss bce;

  for (int epoch = 1; epoch <= 80; epoch += 1) {
    generator->train();
    critic->train();
    const Tensor order = torch::randperm(count);
    double d_sum = 0, g_sum = 0;
    for (int64_t start = 0; start + kBatch <= count; start += kBatch) {
      const Tensor x = real.index_select(0, order.slice(0, start, start + kBatch));

      critic->zero_grad();
      const Tensor real_target = torch::empty({kBatch, 1}).uniform_(0.8, 1.0);
      const Tensor loss_real = bce(critic(x), real_target);
      loss_real.backward();
      const Tensor fake = generator->forward(torch::randn({kBatch, kNoise}));
      const Tensor loss_fake = bce(critic(fake.detach()), torch::zeros({kBatch, 1}));
      loss_fake.backward();
      c_opt.step();

      generator->zero_grad();
      const Tensor loss_fool = bce(critic(fake), torch::ones({kBatch, 1}));
      loss_fool.backward();
      g_opt.step();
      d_sum += (loss_real + loss_fake).item<double>();
      g_sum += loss_fool.item<double>();
    }
    if (epoch % 20 == 0) std::cout << "epoch " << epoch << " D " << d_sum << " G " << g_sum << std::endl;
  }

  torch::NoGradGuard no_grad;
  generator->eval();
  const Tensor samples = generator->forward(torch::randn({512, kNoise}));
  std::cout << "Test distance: " << coverage(samples, held_out) << std::endl;
}
