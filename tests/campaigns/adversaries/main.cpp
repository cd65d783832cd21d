// A generator learns to draw points around a circle from a discriminator that tells them from true ones.
#include <torch/torch.h>

#include <cmath>
#include <cstdio>
#include <random>
#include <vector>

namespace nn = torch::nn;

namespace {

constexpr int64_t kNoise = 4;
constexpr int64_t kBatchSize = 128;
constexpr int kEpochs = 80;

// Points of a ring around (0, 0).
torch::Tensor ring(int64_t count, unsigned seed) {
  std::mt19937 draws(seed);
  const auto between = [&](double low, double high) { return low + (high - low) * draws() / 4294967296.0; };
  std::vector<double> places;
  for (int64_t i = 0; i < count; ++i) {
    const double angle = between(0, 2 * M_PI), far = between(0.9, 1.1);
    places.insert(places.end(), {far * std::cos(angle), far * std::sin(angle)});
  }
  return torch::tensor(places).to(torch::kFloat32).view({count, 2});
}

nn::Sequential generator() {
  return nn::Sequential(nn::Linear(nn::LinearOptions(kNoise, 32).bias(false)), nn::BatchNorm1d(32),
                        nn::ReLU(), nn::Linear(32, 32), nn::ReLU(), nn::Linear(32, 2));
}

nn::Sequential discriminator() {
  return nn::Sequential(nn::Linear(2, 32), nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2)),
                        nn::Linear(32, 32), nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2)),
                        nn::Linear(32, 1));
}

// How far two clouds of points are apart: 0 where they are drawn alike.
double apart(const torch::Tensor& a, const torch::Tensor& b) {
  return (2 * torch::cdist(a, b).mean() - torch::cdist(a, a).mean() - torch::cdist(b, b).mean())
      .item<double>();
}

} // namespace

int main() {
  torch::manual_seed(1);
  const auto real = ring(512, 1), test = ring(1000, 2);
  auto drawer = generator(), judge = discriminator();
  torch::optim::Adam draw_optimizer(drawer->parameters(), torch::optim::AdamOptions(3e-3).betas({0.5, 0.99}));
  torch::optim::Adam judge_optimizer(judge->parameters(), torch::optim::AdamOptions(1e-2).betas({0.5, 0.99}));
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    drawer->train();
    const auto order = torch::randperm(real.size(0));
    for (int64_t begin = 0; begin < real.size(0); begin += kBatchSize) {
      const auto points = real.index({order.slice(0, begin, begin + kBatchSize)});
      judge_optimizer.zero_grad();
      const auto drawn = drawer->forward(torch::randn({points.size(0), kNoise})).detach();
      const auto of_real = judge->forward(points), of_drawn = judge->forward(drawn);
      const auto real_loss = torch::binary_cross_entropy_with_logits(of_real, torch::ones_like(of_real));
      const auto drawn_loss = torch::binary_cross_entropy_with_logits(of_drawn, torch::zeros_like(of_drawn));
      auto judge_loss = real_loss + drawn_loss;
      judge_loss.backward();
      judge_optimizer.step();

      draw_optimizer.zero_grad();
      const auto judged = judge->forward(drawer->forward(torch::randn({points.size(0), kNoise})));
      auto draw_loss = torch::binary_cross_entropy_with_logits(judged, torch::ones_like(judged));
      draw_loss.backward();
      draw_optimizer.step();
    }
  }
  drawer->eval();
  torch::NoGradGuard no_grad;
  std::printf("Distance: %.5f\n", apart(drawer->forward(torch::randn({1000, kNoise})), test));
}
