// Copies of networks, schedules, augmentations and datasets in which faults show: they print what comes out of them.
#include <torch/torch.h>

#include <cstdio>
#include <string>

double value(const torch::Tensor& tensor) { return tensor.item<double>(); }

// A copy at 0 that takes a quarter of a weight at 1, and all of a running mean of 5.
void follow() {
  torch::nn::BatchNorm1d net(1), copy(1);
  const double tau = 0.25;
  torch::NoGradGuard no_grad;
  net->weight.fill_(1);
  net->running_mean.fill_(5);
  copy->weight.zero_();
  copy->weight.copy_(tau * net->weight + (1 - tau) * copy->weight);
  auto buffers = copy->named_buffers();
  for (const auto& one : net->named_buffers()) buffers[one.key()].copy_(one.value());
  std::printf("follows %.2f mean %.0f\n", value(copy->weight), value(copy->running_mean));
}

void fill() {
  torch::nn::BatchNorm1d norm(1);
  torch::NoGradGuard no_grad;
  for (auto& one : norm->named_parameters())
    if (one.key().find("bias") != std::string::npos) torch::nn::init::zeros_(one.value());
  std::printf("gamma %.0f\n", value(norm->weight));
}

torch::Tensor moved(const torch::Tensor& x) { return x + 1 + 0 * torch::rand_like(x); }

// Three steps whose rates rise by eighths, on inputs of 1 that become 2.
void train() {
  torch::nn::Linear net(3, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  const auto x = torch::ones({2, 3});
  for (int step = 0; step < 3; ++step) {
    for (auto& group : optimizer.param_groups()) group.options().set_lr(step / 8.0);
    optimizer.zero_grad();
    const auto input = moved(x);
    torch::mse_loss(net->forward(input), torch::zeros({2, 1})).backward();
    optimizer.step();
    std::printf("rate %.3f input %.0f rows %d\n", optimizer.param_groups()[0].options().get_lr(), value(input.mean()),
                int(x.size(0)));
  }
}

// Sample i of 4 is i.
struct Points : torch::data::datasets::Dataset<Points> {
  torch::data::Example<> get(size_t i) override {
    return {torch::full({1}, double(i)), torch::full({1}, double(i))};
  }
  torch::optional<size_t> size() const override { return 4; }
};

void load() {
  torch::nn::Linear net(1, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  auto points = Points().map(torch::data::transforms::Stack<>());
  auto loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(std::move(points), 4);
  for (int epoch = 0; epoch < 1; ++epoch) {
    for (auto& batch : *loader) {
      optimizer.zero_grad();
      torch::mse_loss(net->forward(batch.data), batch.target).backward();
      optimizer.step();
      for (int i = 0; i < 4; ++i) std::printf("sample %.0f for %.0f\n", value(batch.data[i]), value(batch.target[i]));
    }
  }
}

int main() {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  follow();
  fill();
  train();
  load();
  return 0;
}
