// Batches that are cut by their number, and windows over time that are none.
#include <torch/torch.h>

#include <cmath>
#include <iostream>

struct Tagger : torch::nn::Module {
  Tagger() {
    recurrent = register_module("recurrent", torch::nn::GRU(torch::nn::GRUOptions(3, 6).batch_first(true)));
    out = register_module("out", torch::nn::Linear(6, 2));
  }
  torch::Tensor forward(torch::Tensor x) { return torch::log_softmax(out(std::get<0>(recurrent(x))), -1); }
  torch::nn::GRU recurrent{nullptr};
  torch::nn::Linear out{nullptr};
};

int main() {
  auto x_train = torch::randn({240, 3}), y_train = torch::randint(2, {240}, torch::kLong);
  torch::nn::Linear net(3, 2);
  torch::optim::SGD optimizer(net->parameters(), 0.2);
  const int batch_size = 24;
  int batches = (int)std::ceil(double(x_train.size(0)) / double(batch_size));
  for (int epoch = 0; epoch < 6; ++epoch) {
    double sum = 0;
    for (int b = 0; b < batches; ++b) {
      const int first = b * batch_size, last = std::min<int>((b + 1) * batch_size, x_train.size(0));
      optimizer.zero_grad();
      auto loss = torch::cross_entropy_loss(net(x_train.slice(0, first, last)), y_train.slice(0, first, last));
      loss.backward();
      optimizer.step();
      sum += loss.item<double>();
    }
    std::cout << "training loss: " << sum / batches << std::endl;
  }
  const int64_t part = 40;
  for (int epoch = 0; epoch < 2; ++epoch) {
    for (int64_t b = 0; b < x_train.size(0) / part; b++) {
      auto loss = torch::cross_entropy_loss(net(x_train.narrow(0, b * part, part)), y_train.narrow(0, b * part, part));
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
    }
  }

  Tagger tagger;
  torch::optim::Adam adam(tagger.parameters(), 0.01);
  auto sequences = torch::randn({8, 90, 3}), tags = torch::randint(2, {8, 90}, torch::kLong);
  const int64_t window = 30;
  for (int epoch = 0; epoch < 3; ++epoch) {
    for (int64_t t = 0; t < sequences.size(1); t += window) {
      auto guess = tagger.forward(sequences.slice(1, t, t + window));
      auto loss = torch::nll_loss(guess.flatten(0, 1), tags.slice(1, t, t + window).flatten());
      adam.zero_grad();
      loss.backward();
      adam.step();
    }
  }
}
