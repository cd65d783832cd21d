// Part of the network is frozen; parameter groups have rates of their own; a loader without batch size; ModuleDict.
#include <torch/torch.h>

#include <iostream>

using torch::nn::Conv2d;
using torch::nn::Conv2dOptions;
using torch::nn::Linear;

struct Trunk : torch::nn::Cloneable<Trunk> {
  Trunk() { reset(); }
  void reset() override {
    features = register_module(
        "features", torch::nn::Sequential({{"conv1", Conv2d(Conv2dOptions(1, 8, 5).padding(2))},
                                           {"relu1", torch::nn::ReLU(torch::nn::ReLUOptions(true))},
                                           {"pool1", torch::nn::MaxPool2d(2)},
                                           {"conv2", Conv2d(Conv2dOptions(8, 16, 5).bias(true))},
                                           {"relu2", torch::nn::Functional(torch::relu)},
                                           {"flat", torch::nn::Flatten()}}));
  }
  torch::Tensor forward(torch::Tensor x) { return features->forward(x); }
  torch::nn::Sequential features;
};

int main() {
  auto trunk = std::make_shared<Trunk>();
  torch::load(trunk, "trunk.pt");
  for (auto& parameter : trunk->parameters()) parameter.set_requires_grad(false);
  const auto flat = trunk->forward(torch::zeros({1, 1, 28, 28})).size(1);
  auto head = torch::nn::Sequential(Linear(flat, 50), torch::nn::PReLU(), torch::nn::AlphaDropout(0.25), Linear(50, 10));
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(head->parameters(), std::make_unique<torch::optim::SGDOptions>(0.1));
  groups.emplace_back(trunk->parameters(), std::make_unique<torch::optim::SGDOptions>(0.001));
  torch::optim::SGD optimizer(groups, torch::optim::SGDOptions(0.01));
  auto data = torch::data::make_data_loader(
      torch::data::datasets::MNIST("data").map(torch::data::transforms::Normalize<>(0.1307, 0.3081)).map(
          torch::data::transforms::Stack<>()));
  auto test_data = torch::data::datasets::MNIST("data", torch::data::datasets::MNIST::Mode::kTest);
  const auto test_images = test_data.images();
  const auto test_targets = test_data.targets();
  torch::nn::NLLLoss criterion;
  for (auto epoch = 0; epoch < 3; epoch++) {
    head->train();
    trunk->eval();
    for (auto& example : *data) {
      optimizer.zero_grad();
      criterion(torch::log_softmax(head->forward(trunk->forward(example.data)), /*dim=*/1), example.target).backward();
      optimizer.step();
    }
  }
  head->eval();
  torch::NoGradGuard no_grad;
  const auto guessed = head->forward(trunk->forward(test_images.unsqueeze(1))).argmax(1);
  std::cout << "Test accuracy: " << guessed.eq(test_targets).to(torch::kDouble).mean().item<double>() << "\n";
}
