// Parameter groups with rates and penalties of their own, changed while training goes on.
#include <torch/torch.h>

#include <iostream>

struct NetImpl : torch::nn::Module {
  NetImpl() {
    register_module("backbone", backbone);
    register_module("classifier", classifier);
  }
  torch::Tensor forward(torch::Tensor x) { return classifier->forward(torch::selu(backbone->forward(x))); }
  torch::nn::Linear backbone{16, 8};
  torch::nn::Linear classifier = torch::nn::Linear(torch::nn::LinearOptions(8, 3).bias(false));
};
TORCH_MODULE(Net);

int main() {
  const double base_rate = 0.01;
  const int epochs = 12;
  auto net = Net();
  auto slow = std::make_unique<torch::optim::SGDOptions>(base_rate / 10);
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.push_back(torch::optim::OptimizerParamGroup(net->backbone->parameters(), std::move(slow)));
  groups.emplace_back(net->classifier->parameters(), std::make_unique<torch::optim::SGDOptions>(base_rate));
  torch::optim::SGD optimizer(groups, torch::optim::SGDOptions(base_rate).momentum(0.9));
  auto extra = torch::rand({3}, torch::requires_grad());
  optimizer.add_param_group({{extra}});

  auto features = torch::rand({300, 16});
  auto classes = torch::randint(3, {300}, torch::kLong);
  torch::nn::CrossEntropyLoss criterion{torch::nn::CrossEntropyLossOptions().label_smoothing(0.1)};
  for (int epoch = 0; epoch < epochs; epoch++) {
    const auto output = net(features) + extra;
    const auto loss = criterion(output, classes);
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
    if (epoch == 6) {
      for (auto& group : optimizer.param_groups())
        if (group.has_options()) {
          auto& options = static_cast<torch::optim::SGDOptions&>(group.options());
          options.lr(options.lr() * 0.1);
        }
    }
    std::cout << "Epoch: " << epoch << " | Loss: " << loss.item<float>() << std::endl;
  }
}
