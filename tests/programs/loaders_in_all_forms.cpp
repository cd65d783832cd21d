// Loaders: with a number, options, nothing; made inside the loop's header; their role by flow and not by name.
#include <torch/torch.h>

constexpr size_t kBatch = 32;
using torch::data::make_data_loader;

auto dataset() { return torch::data::datasets::MNIST("data").map(torch::data::transforms::Stack<>()); }

auto make(size_t batch) { return make_data_loader(dataset(), batch); }

int main() {
  torch::nn::Linear net(784, 10);
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  auto step = [&](auto& batch) {
    optimizer.zero_grad();
    torch::nll_loss(net(batch.data.view({-1, 784})).log_softmax(1), batch.target).backward();
    optimizer.step();
  };
  auto confusing_test_name = make_data_loader<torch::data::samplers::SequentialSampler>(dataset(), kBatch);
  auto other = make_data_loader(dataset(), torch::data::DataLoaderOptions(100).workers(1));
  auto by_default = make_data_loader(dataset());
  auto made = make(48);
  for (int epoch = 0; epoch < 2; ++epoch) {
    for (auto& batch : *confusing_test_name) step(batch);
    for (auto& batch : *by_default) step(batch);
    for (auto& batch : *made) step(batch);
    for (auto& batch : *make_data_loader(dataset(), torch::data::DataLoaderOptions().batch_size(16))) step(batch);
    double right = 0;
    for (auto& batch : *other) right += net(batch.data.view({-1, 784})).argmax(1).eq(batch.target).sum().item<double>();
    std::cout << "right: " << right << std::endl;
  }
}
