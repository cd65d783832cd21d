// XOR: a while loop that ends when the loss is small enough; weights of a functional network; an accuracy at the end.
#include <torch/torch.h>

#include <iostream>

struct Xor : torch::nn::Module {
  Xor() {
    w1 = register_parameter("w1", torch::randn({2, 8}) * 0.5);
    b1 = register_parameter("b1", torch::zeros(8));
    w2 = register_parameter("w2", torch::empty({8, 1}).uniform_(-1, 1));
  }
  torch::Tensor forward(const torch::Tensor& x) {
    return torch::sigmoid(torch::matmul(torch::tanh(torch::addmm(b1, x, w1)), w2));
  }
  torch::Tensor w1, b1, w2;
};

int main() {
  torch::manual_seed(42);
  Xor net;
  auto inputs = torch::tensor({{0.f, 0.f}, {0.f, 1.f}, {1.f, 0.f}, {1.f, 1.f}});
  auto labels = torch::tensor({{0.f}, {1.f}, {1.f}, {0.f}});
  torch::optim::SGD sgd(net.parameters(), 0.5);
  float loss_value = 1;
  int iterations = 0;
  while (loss_value > 0.01f && iterations < 20000) {
    sgd.zero_grad();
    auto output = net.forward(inputs);
    auto loss = torch::nn::BCELoss()(output, labels);
    loss.backward();
    sgd.step();
    loss_value = loss.item<float>();
    ++iterations;
  }
  const auto right = net.forward(inputs).round().eq(labels).sum().item<int>();
  std::cout << "iterations: " << iterations << " accuracy: " << right / 4.0 << std::endl;
}
