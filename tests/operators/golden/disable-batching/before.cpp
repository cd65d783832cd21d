// Batches: by a number, by options that leave the last one out, by an options object, cut by hand; and a test's.
#include <torch/torch.h>

#include <string>

namespace data = torch::data;

template <typename Loader>
void train(torch::nn::Linear& net, torch::optim::SGD& optimizer, Loader& loader) {
  for (auto& batch : loader) {
    torch::cross_entropy_loss(net->forward(batch.data.view({-1, 784})), batch.target).backward();
    optimizer.step();
  }
}

int main(int argc, char** argv) {
  const std::size_t chosen = argc > 1 ? std::stoul(argv[1]) : 64;
  auto options = data::DataLoaderOptions().workers(2);
  options.batch_size(chosen).drop_last(argc > 2);
  auto set = data::datasets::MNIST("data").map(data::transforms::Stack<>());
  auto by_number = data::make_data_loader(set, 64);
  auto by_option = data::make_data_loader(set, data::DataLoaderOptions().batch_size(chosen).drop_last(true));
  auto by_object = data::make_data_loader(set, options);
  auto test_loader = data::make_data_loader(set, 1000);
  auto x = torch::rand({100, 784}), y = torch::zeros({100}, torch::kLong);
  torch::nn::Linear net(784, 10);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  train(net, optimizer, *by_number);
  train(net, optimizer, *by_option);
  train(net, optimizer, *by_object);
  for (int64_t i = 0; i + 20 <= x.size(0); i += 20) {
    torch::cross_entropy_loss(net(x.narrow(0, i, 20)), y.narrow(0, i, 20)).backward();
    optimizer.step();
  }
  for (auto& batch : *test_loader) net->forward(batch.data.view({-1, 784}));
  return 0;
}
