// Activation modules that are registered, made by default or named in Functional; recurrent nonlinearities; losses by hand.
#include <torch/torch.h>

using namespace torch;
namespace F = torch::nn::functional;

struct Net : nn::Module {
  Net() : slope(nn::LeakyReLUOptions().negative_slope(0.2)) {
    register_module("plain", plain);
    late = register_module("late", nn::ReLU());
    shared = register_module("shared", std::make_shared<nn::TanhImpl>());
  }
  Tensor forward(Tensor x) {
    x = slope->forward(plain(x));
    x = late(x);
    x = shared->forward(x);
    x = F::relu(x, F::ReLUFuncOptions().inplace(true));
    x = x.sigmoid().tanh();
    return softplus(x);
  }
  nn::ReLU plain, late{nullptr};
  nn::LeakyReLU slope;
  std::shared_ptr<nn::TanhImpl> shared;
  nn::Functional named{torch::relu};
  nn::Sequential body{nn::Functional(torch::relu), nn::Functional(torch::leaky_relu, 0.2),
                      nn::Functional([](Tensor x) { return torch::elu(x); }), nn::SELU()};
  nn::RNN memory{nn::RNNOptions(4, 4).nonlinearity(torch::kReLU)};
  nn::RNN implied{nn::RNNOptions(4, 4)};
};

Tensor distance(const Tensor& a, const Tensor& b) {
  return (a - b).pow(2).mean();
}

int main() {
  Net net;
  auto x = torch::rand({8, 4});
  auto loss = distance(net.forward(x), x);
  loss.backward();
  (net.forward(x) * 2).sum().backward();
  auto total = torch::zeros({1});
  for (int i = 0; i < 3; ++i)
    total += torch::mse_loss(net.forward(x), x) + x.abs().mean();
  total.backward();
}
