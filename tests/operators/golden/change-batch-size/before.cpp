// Batch sizes: a literal, an option that only a run can tell, a default, and a loader for evaluation.
#include <torch/torch.h>

#include <string>

namespace data = torch::data;

template <typename Loader>
void train(torch::nn::Linear& net, torch::optim::SGD& optimizer, Loader& loader) {
  for (auto& batch : loader) {
    optimizer.zero_grad();
    auto loss = torch::cross_entropy_loss(net->forward(batch.data.view({-1, 784})), batch.target);
    loss.backward();
    optimizer.step();
  }
}

template <typename Loader>
void test(torch::nn::Linear& net, Loader& loader) {
  torch::NoGradGuard no_grad;
  for (auto& batch : loader) net->forward(batch.data.view({-1, 784}));
}

int main(int argc, char** argv) {
  const std::size_t chosen = argc > 1 ? std::stoul(argv[1]) : 64;
  auto set = data::datasets::MNIST("data").map(data::transforms::Stack<>());
  auto by_literal = data::make_data_loader(set, 64);
  auto by_option = data::make_data_loader(set, data::DataLoaderOptions().batch_size(chosen).workers(2));
  auto by_default = data::make_data_loader(set);
  auto test_loader = data::make_data_loader(set, 1000);
  const auto x = torch::rand({100, 784}), y = torch::zeros({100}, torch::kLong);
  const int64_t count = x.size(0), batch = 25;
  torch::nn::Linear net(784, 10);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  for (int epoch = 0; epoch < 3; ++epoch) {
    train(net, optimizer, *by_literal);
    train(net, optimizer, *by_option);
    train(net, optimizer, *by_default);
    for (int64_t i = 0; i < count - 1; i += batch) {
      torch::cross_entropy_loss(net(x.slice(0, i, i + batch)), y.slice(0, i, i + batch)).backward();
      optimizer.step();
    }
    test(net, *test_loader);
  }
  return 0;
}
