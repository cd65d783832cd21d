// Layers, optimizers, loaders and losses in several forms, each of them right.
#include <torch/torch.h>

namespace F = torch::nn::functional;

struct NetImpl : torch::nn::Module {
  NetImpl() : fc1(register_module("fc1", torch::nn::Linear(4, 8))), fc2(torch::nn::Linear(8, 1)) {
    register_module("fc2", fc2);
    register_buffer("mean", torch::zeros({4}));
  }
  torch::Tensor forward(torch::Tensor x) { return fc2->forward(torch::relu(fc1->forward(x))); }
  torch::nn::Linear fc1, fc2;
};
TORCH_MODULE(Net);

auto set() {
  return torch::data::datasets::TensorDataset(torch::ones({64, 4}))
      .map(torch::data::transforms::Stack<torch::data::TensorExample>());
}

int main() {
  Net net;
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(1e-3));
  torch::optim::Adam with_epsilon(net->parameters(), torch::optim::AdamOptions(1e-3).eps(1e-4));
  torch::optim::SGD plain(net->parameters(), 0.01);
  torch::optim::SGD of_groups({torch::optim::OptimizerParamGroup(net->parameters())}, 0.01);
  auto loader = torch::data::make_data_loader(set(), 16);
  auto by_name = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(set(), 16);
  auto in_order = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(set(), 16);
  auto scored = torch::data::make_data_loader(set(), 48);
  torch::nn::MSELoss criterion;
  auto classes = torch::zeros({16}, torch::kLong);
  auto values = torch::zeros({16});
  for (auto& batch : *loader) {
    auto output = net->forward(batch.data);
    auto loss = torch::mse_loss(output.squeeze(1), values) + (output - 1).pow(2).mean() +
                torch::cross_entropy_loss(output, classes) +
                F::cross_entropy(2 * output, classes, F::CrossEntropyFuncOptions().label_smoothing(0.1)) +
                criterion(output, values.unsqueeze(1)) + torch::l1_loss(output, values.view({16, 1}), at::Reduction::Sum) +
                output.exp().mean();
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
  }
  return 0;
}
