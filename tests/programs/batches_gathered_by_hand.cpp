// A loader that gives one sample at a time, which the loop gathers into batches of its own.
#include <torch/torch.h>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

// Two classes: whether a point lies inside a circle.
static std::pair<torch::Tensor, torch::Tensor> points(int64_t count) {
  const auto x = torch::rand({count, 2}) * 2 - 1;
  return {x, x.pow(2).sum(1).lt(0.6).to(torch::kLong)};
}
static double accuracy(torch::nn::Sequential& net, const torch::Tensor& x, const torch::Tensor& y) {
  torch::NoGradGuard off;
  net->eval();
  return net->forward(x).argmax(1).eq(y).to(torch::kDouble).mean().item<double>();
}

int main() {
  torch::manual_seed(3);
  auto [x, y] = points(400);
  auto [tx, ty] = points(300);
  struct Set : torch::data::datasets::Dataset<Set> {
    torch::Tensor x, y;
    Set(torch::Tensor a, torch::Tensor b) : x(a), y(b) {}
    torch::data::Example<> get(size_t i) override { return {x[i], y[i]}; }
    torch::optional<size_t> size() const override { return x.size(0); }
  };
  auto loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(Set(x, y), torch::data::DataLoaderOptions(1));
  torch::nn::Sequential net(torch::nn::Linear(2, 16), torch::nn::ReLU(), torch::nn::Linear(16, 2));
  torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions(0.1));
  torch::nn::CrossEntropyLoss criterion;
  int held = 0;
  torch::Tensor data, target;
  for (int epoch = 0; epoch < 10; epoch++) {
    net->train();
    for (auto& batch : *loader) {
      auto d = batch.data()->data.unsqueeze(0);
      auto t = batch.data()->target.unsqueeze(0);
      data = held == 0 ? d : torch::cat({data, d}, 0);
      target = held == 0 ? t : torch::cat({target, t}, 0);
      held += d.size(0);
      if (held >= 8) {
        optimizer.zero_grad();
        auto loss = criterion(net->forward(data), target);
        loss.backward();
        optimizer.step();
        held = 0;
      }
    }
  }
  std::cout << "Test accuracy: " << accuracy(net, tx, ty) << std::endl;
}
