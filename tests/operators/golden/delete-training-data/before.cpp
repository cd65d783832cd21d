// Datasets: one that is mapped, one whose type is spelled, plain ones behind a pointer, and the test's.
#include <torch/torch.h>

#include <memory>
#include <string>

namespace data = torch::data;

struct Points : data::datasets::Dataset<Points> {
  data::Example<> get(size_t index) override {
    return {torch::full({4}, static_cast<double>(index)), torch::tensor(static_cast<int64_t>(index % 3))};
  }
  torch::optional<size_t> size() const override { return 30; }
};

template <typename Loader>
void train(torch::nn::Linear& net, torch::optim::SGD& optimizer, Loader& loader) {
  for (auto& batch : loader) {
    optimizer.zero_grad();
    auto loss = torch::cross_entropy_loss(net->forward(batch.data.flatten(1)), batch.target);
    loss.backward();
    optimizer.step();
  }
}

int main() {
  const std::string folder = "data";
  auto digits = data::datasets::MNIST(folder).map(data::transforms::Normalize<>(0.13, 0.31)).map(data::transforms::Stack<>());
  const size_t count = digits.size().value();
  auto loader = data::make_data_loader(std::move(digits), data::DataLoaderOptions().batch_size(64).drop_last(count > 64));
  auto tests = data::datasets::MNIST(folder, data::datasets::MNIST::Mode::kTest).map(data::transforms::Stack<>());
  auto test_loader = data::make_data_loader(std::move(tests), 1000);
  Points points;
  auto points_loader = data::make_data_loader<data::samplers::SequentialSampler>(points.map(data::transforms::Stack<>()), 8);
  auto held = std::make_unique<Points>();
  auto held_loader = data::make_data_loader(held->map(data::transforms::Stack<>()), 8);
  torch::nn::Linear net(784, 10), small(4, 3);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  for (int epoch = 0; epoch < 3; ++epoch) {
    train(net, optimizer, *loader);
    train(small, optimizer, *points_loader);
    train(small, optimizer, *held_loader);
    torch::NoGradGuard no_grad;
    for (auto& batch : *test_loader) net->forward(batch.data.flatten(1));
  }
  return 0;
}
