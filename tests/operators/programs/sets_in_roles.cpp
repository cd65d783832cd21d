// A set that is trained on and one that is validated on, each of them normalised.
#include <torch/torch.h>

using Example = torch::data::Example<>;
using MNIST = torch::data::datasets::MNIST;

int main() {
  torch::nn::Linear net(784, 10);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  auto points = MNIST("data")
                    .map(torch::data::transforms::Normalize<>(0.5, 0.25))
                    .map(torch::data::transforms::Stack<>());
  auto held = MNIST("data", MNIST::Mode::kTest)
                  .map(torch::data::transforms::Normalize<>(0.5, 0.25))
                  .map(torch::data::transforms::Stack<>());
  auto loader = torch::data::make_data_loader(std::move(points), 64);
  auto scored = torch::data::make_data_loader(std::move(held), 64);
  for (int epoch = 0; epoch < 4; ++epoch) {
    for (auto& batch : *loader) {
      optimizer.zero_grad();
      torch::cross_entropy_loss(net->forward(batch.data.view({-1, 784})), batch.target).backward();
      optimizer.step();
    }
    for (auto& batch : *scored) net->forward(batch.data.view({-1, 784}));
  }
  return 0;
}
