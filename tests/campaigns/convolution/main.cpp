// Learns which of three marks a picture shows: with augmentation, gradients added up over batches, a warm-up
// of the rate, functional dropout and batch normalisation.
#include <torch/torch.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>

namespace F = torch::nn::functional;

namespace {

constexpr int64_t kSide = 12;
constexpr int64_t kBatchSize = 16;
constexpr int kEpochs = 12;
constexpr double kRate = 0.05;

struct Pictures {
  torch::Tensor data, labels; // (N, side, side, 3) of bytes, and which mark each shows
};

// A bar that lies, a bar that stands, or a cross, in one of many colours and places, on a background of
// noise.
Pictures draw(int64_t count, unsigned seed) {
  std::mt19937 draws(seed);
  const auto below = [&](int64_t end) { return static_cast<int64_t>(draws() % static_cast<uint64_t>(end)); };
  auto data = torch::zeros({count, kSide, kSide, 3}, torch::kUInt8);
  auto labels = torch::zeros({count}, torch::kLong);
  auto bytes = data.accessor<uint8_t, 4>();
  for (int64_t i = 0; i < count; ++i) {
    for (int64_t y = 0; y < kSide; ++y)
      for (int64_t x = 0; x < kSide; ++x)
        for (int64_t c = 0; c < 3; ++c)
          bytes[i][y][x][c] = static_cast<uint8_t>(below(100));
    const int64_t mark = below(3), x = 2 + below(kSide - 4), y = 2 + below(kSide - 4), colour = below(3);
    for (int64_t k = -2; k <= 2; ++k) {
      if (mark != 1) bytes[i][y][std::clamp<int64_t>(x + k, 0, kSide - 1)][colour] = 230;
      if (mark != 0) bytes[i][std::clamp<int64_t>(y + k, 0, kSide - 1)][x][colour] = 230;
    }
    labels[i] = mark;
  }
  return {data, labels};
}

torch::Tensor prepare(const torch::Tensor& bytes) {
  return bytes.to(torch::kFloat32).permute({0, 3, 1, 2}) / 255.0;
}

struct NetImpl : torch::nn::Module {
  NetImpl() {
    register_module("conv1", conv1);
    register_module("conv2", conv2);
    register_module("conv3", conv3);
    register_module("hidden", hidden);
    register_module("out", out);
    mean = register_buffer("mean", torch::zeros({12}));
    variance = register_buffer("variance", torch::ones({12}));
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::max_pool2d(torch::relu(conv1->forward(x)), 2);
    x = F::batch_norm(conv2->forward(x), mean, variance, F::BatchNormFuncOptions().training(is_training()));
    x = torch::relu(conv3->forward(torch::relu(x)));
    x = torch::max_pool2d(x, 2).flatten(1);
    x = F::dropout(x, F::DropoutFuncOptions().p(0.1).training(is_training()));
    return out->forward(torch::relu(hidden->forward(x)));
  }
  torch::nn::Conv2d conv1{torch::nn::Conv2dOptions(3, 12, 3).padding(1)};
  torch::nn::Conv2d conv2{torch::nn::Conv2dOptions(12, 12, 3).padding(1)};
  torch::nn::Conv2d conv3{torch::nn::Conv2dOptions(12, 12, 3).padding(1)};
  torch::nn::Linear hidden{12 * 3 * 3, 24}, out{24, 3};
  torch::Tensor mean, variance;
};
TORCH_MODULE(Net);

// Half of the batches are mirrored, and each picture is mixed with a partner.
torch::Tensor augmented(torch::Tensor x) {
  if (torch::rand({1}).item<double>() < 0.5) {
    x = x.flip({3});
  }
  const auto partner = x.index({torch::randperm(x.size(0))});
  x = 0.9 * x + 0.1 * partner;
  return x;
}

// The rate of a step, from 1: it rises for ten steps, and falls to nothing at the last.
double rate_at(int64_t step, int64_t steps) {
  const double begun = static_cast<double>(step) / 10;
  const double left = static_cast<double>(steps - step) / static_cast<double>(steps);
  return kRate * std::min(1.0, begun) * std::max(0.0, left);
}

double accuracy(Net& net, const Pictures& pictures) {
  net->eval();
  torch::NoGradGuard no_grad;
  const auto right = net->forward(prepare(pictures.data)).argmax(1).eq(pictures.labels).sum().item<int64_t>();
  return static_cast<double>(right) / pictures.labels.size(0);
}

} // namespace

int main() {
  torch::manual_seed(1);
  const auto train = draw(480, 1), test = draw(400, 2);
  const auto pictures = prepare(train.data), labels = train.labels;

  Net net;
  for (auto& parameter : net->named_parameters()) {
    torch::NoGradGuard no_grad;
    if (parameter.key().find("bias") != std::string::npos) torch::nn::init::zeros_(parameter.value());
  }
  torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions(kRate).momentum(0.9));
  const int64_t steps = kEpochs * pictures.size(0) / kBatchSize / 2;
  int64_t turn = 0, step = 0;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    net->train();
    const auto order = torch::randperm(pictures.size(0));
    for (int64_t begin = 0; begin < pictures.size(0); begin += kBatchSize) {
      const auto batch = order.slice(0, begin, begin + kBatchSize);
      const auto output = net->forward(augmented(pictures.index({batch})));
      auto loss = torch::nll_loss(torch::log_softmax(output, 1), labels.index({batch}));
      loss = loss / 2;
      loss.backward();
      if (++turn % 2 == 0) {
        ++step;
        for (auto& group : optimizer.param_groups())
          group.options().set_lr(rate_at(step, steps));
        optimizer.step();
        optimizer.zero_grad();
      }
    }
  }
  std::printf("Test accuracy: %.4f\n", accuracy(net, test));
}
