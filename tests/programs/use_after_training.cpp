// What is computed with the network after it has been trained, and a loop whose variable starts before it.
#include <torch/torch.h>

#include <iostream>

struct Block : torch::nn::Module {
  explicit Block(int64_t width) : inner(register_module("inner", torch::nn::Linear(width, width))) {}
  torch::Tensor forward(torch::Tensor x) { return torch::relu(inner(x)) + x; }
  torch::nn::Linear inner;
};

struct Net : torch::nn::Module {
  Net() {
    blocks = register_module("blocks", torch::nn::Sequential(Block(6), Block(6)));
    head = register_module("head", torch::nn::Linear(6, 1));
  }
  torch::Tensor forward(torch::Tensor x) { return head(torch::tanh(blocks->forward(x))); }
  torch::nn::Sequential blocks{nullptr};
  torch::nn::Linear head{nullptr};
};

double chance(Net& net, const torch::Tensor& x) { return torch::sigmoid(net.forward(x)).item<double>(); }

int main() {
  torch::Tensor x = torch::randn({70, 6}), y = (x.sum(1, true) > 0).to(torch::kFloat32);
  Net net;
  torch::nn::BCEWithLogitsLoss criterion;
  torch::optim::SGD optimizer(net.parameters(), 0.1);
  int epoch = 1;
  const int last = 18;
  for (; epoch <= last; ++epoch) {
    optimizer.zero_grad();
    auto loss = criterion(net.forward(x), y);
    loss.backward();
    optimizer.step();
  }
  net.eval();
  auto one = torch::ones({1, 6});
  std::cout << "chance " << chance(net, one) << " odds " << torch::exp(torch::elu(net.forward(one))).item<double>() << '\n';
}
