#include <torch/torch.h>
#include <algorithm>
#include <iostream>
#include <memory>
#include <numeric>
#include <vector>

// Chooses a width by cross-validation, then trains on everything and scores once on test data.

using torch::Tensor;

struct Table { Tensor x, y; };

Table houses(int64_t n) {
  Tensor area = torch::rand({n, 1}), age = torch::rand({n, 1}), noise = torch::rand({n, 1});
  Tensor price = 3 * area - age * (1 + area) + 0.8 * torch::exp(-8 * (noise - 0.5).pow(2));
  return {torch::cat({area, age, noise}, 1), price + 0.05 * torch::randn({n, 1})};
}

std::unique_ptr<torch::nn::Sequential> build(int64_t width) {
  auto net = std::make_unique<torch::nn::Sequential>(
      torch::nn::Linear(3, width), torch::nn::Softplus(), torch::nn::Dropout(0.05),
      torch::nn::Linear(width, width), torch::nn::Softplus(), torch::nn::Linear(width, 1));
  return net;
}

void fit(torch::nn::Sequential& net, const Table& t, int epochs, double lr) {
  torch::optim::AdamW opt(net->parameters(), torch::optim::AdamWOptions(lr).weight_decay(1e-3));
  torch::nn::MSELoss mse;
  net->train();
  for (int epoch = 0; epoch < epochs; ++epoch) {
    auto order = torch::randperm(t.x.size(0)).chunk(10);
    for (auto& part : order) {
      opt.zero_grad();
      Tensor loss = mse(net->forward(t.x.index_select(0, part)), t.y.index_select(0, part));
      loss.backward();
      opt.step();
    }
  }
}

double error(torch::nn::Sequential& net, const Table& t) {
  torch::NoGradGuard guard;
  net->eval();
  return torch::mse_loss(net->forward(t.x), t.y).sqrt().item<double>();
}

int main() {
  torch::manual_seed(61);
  const Table known = houses(900);
  const Table test = houses(400);
  const int folds = 4;
  const std::vector<int64_t> widths{4, 12, 32};
  std::vector<double> errors;
  for (int64_t width : widths) {
    double sum = 0;
    for (int fold = 0; fold < folds; ++fold) {
      const Tensor mine = torch::arange(known.x.size(0)).remainder(folds) == fold;
      const Table held{known.x.index({mine}), known.y.index({mine})};
      const Table rest{known.x.index({~mine}), known.y.index({~mine})};
      auto net = build(width);
      fit(*net, rest, 25, 5e-3);
      sum += error(*net, held);
    }
    errors.push_back(sum / folds);
    std::cout << "width " << width << ": " << errors.back() << "\n";
  }
  const auto best = std::min_element(errors.begin(), errors.end()) - errors.begin();
  auto net = build(widths[best]);
  fit(*net, known, 40, 5e-3);
  std::cout << "Test RMSE: " << error(*net, test) << std::endl;
}
