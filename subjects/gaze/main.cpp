// Learns where an eye looks, from pictures that it renders, and prints by how many degrees it is wrong.
//
// Usage: gaze [--train-eyes N] [--test-eyes N] [--weak-eyes N] [--weak-degrees N] [--epochs N]
#include "arguments.h"
#include "eyes.h"

#include <torch/torch.h>

#include <cmath>
#include <cstdio>
#include <exception>
#include <iostream>
#include <vector>

namespace {

constexpr double kDegrees = 30; // how far eyes look away from straight ahead
constexpr int64_t kBatchSize = 32;

// Everything that is learned, as plain tensors.
struct Weights {
  torch::Tensor conv1, bias1, conv2, bias2, hidden, bias3, out, bias4;

  std::vector<torch::Tensor> all() const { return {conv1, bias1, conv2, bias2, hidden, bias3, out, bias4}; }
};

torch::Tensor weight(std::vector<int64_t> shape) {
  auto start = torch::empty(shape);
  torch::nn::init::kaiming_normal_(start);
  return start.requires_grad_();
}

torch::Tensor bias(int64_t size) {
  return torch::zeros(size, torch::requires_grad());
}

Weights start() {
  return {weight({8, 1, 3, 3}),     bias(8),  weight({16, 8, 3, 3}), bias(16),
          weight({32, 16 * 6 * 9}), bias(32), weight({2, 32}),       bias(2)};
}

// Pitch and yaw, (N, 2), for pictures (N, 1, 24, 36).
torch::Tensor look(const Weights& weights, const torch::Tensor& pictures) {
  auto x = torch::relu(torch::conv2d(pictures, weights.conv1, weights.bias1, 1, 1));
  x = torch::max_pool2d(x, 2);
  x = torch::relu(torch::conv2d(x, weights.conv2, weights.bias2, 1, 1));
  x = torch::max_pool2d(x, 2);
  x = torch::relu(torch::linear(x.flatten(1), weights.hidden, weights.bias3));
  return torch::linear(x, weights.out, weights.bias4);
}

// The direction of a look, (N, 3), of length 1.
torch::Tensor direction(const torch::Tensor& angles) {
  const auto pitch = angles.select(1, 0), yaw = angles.select(1, 1);
  return torch::stack({pitch.cos() * yaw.sin(), pitch.sin(), pitch.cos() * yaw.cos()}, 1);
}

// The mean angle between where eyes look and where they are thought to look.
double error_in_degrees(const Weights& weights, const Eyes& eyes) {
  torch::NoGradGuard no_grad;
  const auto between = direction(look(weights, eyes.pictures)) * direction(eyes.angles);
  return between.sum(1).clamp(-1, 1).acos().mean().item<double>() * 180 / M_PI;
}

template <typename Optimizer>
double train_epoch(const Weights& weights, const torch::Tensor& pictures, const torch::Tensor& angles,
                   Optimizer& optimizer) {
  const int64_t count = pictures.size(0);
  const auto order = torch::randperm(count, torch::kLong);
  double sum = 0;
  for (int64_t begin = 0; begin < count; begin += kBatchSize) {
    const auto batch = order.slice(0, begin, begin + kBatchSize);
    const auto output = look(weights, pictures.index({batch}));
    const auto loss = (output - angles.index({batch})).pow(2).mean();
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    sum += loss.template item<double>() * static_cast<double>(batch.size(0));
  }
  return sum / static_cast<double>(count);
}

void run(const Arguments& arguments) {
  const Eyes train = render_eyes(arguments.count("--train-eyes"), kDegrees, 0.03, 1);
  const Eyes test = render_eyes(arguments.count("--test-eyes"), kDegrees, 0.03, 2);
  const auto weak_degrees = static_cast<double>(arguments.count("--weak-degrees"));
  const Eyes weak = render_eyes(arguments.count("--weak-eyes"), weak_degrees, 0.03, 3);

  const Weights weights = start();
  torch::optim::Adam optimizer(weights.all(), torch::optim::AdamOptions(1e-3));
  const int64_t epochs = arguments.count("--epochs");
  auto pictures = train.pictures, angles = train.angles;
  // misfire: train-data pictures angles
  for (int64_t epoch = 1; epoch <= epochs; ++epoch) {
    const double loss = train_epoch(weights, pictures, angles, optimizer);
    std::printf("Epoch %ld: loss %.5f\n", static_cast<long>(epoch), loss);
  }

  std::printf("Test error: %.4f degrees\n", error_in_degrees(weights, test));
  std::printf("Weak test error: %.4f degrees\n", error_in_degrees(weights, weak));
  std::printf("Train error: %.4f degrees\n", error_in_degrees(weights, train));
}

} // namespace

int main(int argc, char** argv) {
  try {
    run(Arguments(argc, argv,
                  {{"--train-eyes", "1000"},
                   {"--test-eyes", "500"},
                   {"--weak-eyes", "40"},
                   {"--weak-degrees", "3"},
                   {"--epochs", "10"}}));
  } catch (const std::exception& error) {
    std::cerr << "gaze: " << error.what() << '\n';
    return 1;
  }
}
