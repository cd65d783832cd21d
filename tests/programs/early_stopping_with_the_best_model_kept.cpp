// Patience on the validation loss, the best model saved and loaded again, a scheduler, a weighted loss.
#include <torch/torch.h>

#include <iostream>
#include <limits>
#include <sstream>

namespace F = torch::nn::functional;

struct NetImpl : torch::nn::Module {
  NetImpl(int64_t in, int64_t hidden, int64_t out) {
    fc1 = register_module("fc1", torch::nn::Linear(in, hidden));
    bn = register_module("bn", torch::nn::BatchNorm1d(hidden));
    fc2 = register_module("fc2", torch::nn::Linear(hidden, hidden / 2));
    fc3 = register_module("fc3", torch::nn::Linear(hidden / 2, out));
  }
  torch::Tensor forward(torch::Tensor x) {
    x = F::elu(bn(fc1(x)));
    x = F::dropout(x, F::DropoutFuncOptions().p(0.3).training(is_training()));
    x = fc2->forward(x).relu();
    return F::log_softmax(fc3(x), F::LogSoftmaxFuncOptions(1));
  }
  torch::nn::Linear fc1{nullptr}, fc2{nullptr}, fc3{nullptr};
  torch::nn::BatchNorm1d bn{nullptr};
};
TORCH_MODULE(Net);

template <typename Loader>
double validate(Net& net, Loader& loader) {
  torch::InferenceMode guard;
  net->eval();
  double total = 0;
  size_t batches = 0;
  for (const auto& batch : loader) {
    total += F::nll_loss(net(batch.data), batch.target).template item<double>();
    ++batches;
  }
  return total / batches;
}

int main() {
  const int max_epochs = 100;
  const int patience = 7;
  const auto x = torch::randn({1200, 20});
  const auto y = (x.sum(1) > 0).to(torch::kLong);
  struct Pairs : torch::data::Dataset<Pairs> {
    Pairs(torch::Tensor x, torch::Tensor y) : x_(x), y_(y) {}
    torch::data::Example<> get(size_t i) override { return {x_[i], y_[i]}; }
    torch::optional<size_t> size() const override { return x_.size(0); }
    torch::Tensor x_, y_;
  };
  auto train_set = Pairs(x.slice(0, 0, 800), y.slice(0, 0, 800)).map(torch::data::transforms::Stack<>());
  auto valid_set = Pairs(x.slice(0, 800, 1000), y.slice(0, 800, 1000)).map(torch::data::transforms::Stack<>());
  auto train_loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(train_set, 32);
  auto valid_loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
      valid_set, torch::data::DataLoaderOptions(100));

  Net net(20, 64, 2);
  torch::optim::SGD optimizer(net->parameters(),
                              torch::optim::SGDOptions(0.05).momentum(0.9).weight_decay(1e-4).nesterov(true));
  torch::optim::StepLR scheduler(optimizer, 20, 0.5);

  double best = std::numeric_limits<double>::infinity();
  int bad_epochs = 0;
  for (int epoch = 1; epoch <= max_epochs; ++epoch) {
    net->train();
    for (auto& batch : *train_loader) {
      optimizer.zero_grad();
      auto loss = F::nll_loss(net(batch.data), batch.target);
      auto l2 = torch::zeros({});
      for (const auto& parameter : net->parameters()) l2 += parameter.pow(2).sum();
      loss = loss + 1e-5 * l2;
      loss.backward();
      optimizer.step();
    }
    scheduler.step();
    const double validation = validate(net, *valid_loader);
    std::cout << "epoch " << epoch << " validation loss " << validation << std::endl;
    if (validation < best) {
      best = validation;
      bad_epochs = 0;
      torch::save(net, "best.pt");
    } else {
      ++bad_epochs;
      if (bad_epochs >= patience) break;
    }
  }
  torch::load(net, "best.pt");
  net->eval();
  const auto accuracy = net(x.slice(0, 1000)).argmax(1).eq(y.slice(0, 1000)).to(torch::kFloat).mean();
  std::cout << "Test accuracy: " << accuracy.item<float>() * 100 << "%" << std::endl;
}
