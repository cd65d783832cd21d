// Losses as functions and modules, with reductions and weights; activations as functions, methods, modules and names.
#include <torch/torch.h>

namespace F = torch::nn::functional;
using namespace torch;

struct Net : nn::Module {
  Net() {
    register_module("fc", fc);
    register_module("act", act);
  }
  Tensor forward(Tensor x) {
    x = fc(x).relu();
    x = F::elu(x, F::ELUFuncOptions().alpha(0.5));
    x = act(x);
    x = act->forward(x).tanh().sigmoid();
    torch::relu_(x);
    x.relu_();
    x = relu(fc(x));
    return log_softmax(x, 1);
  }
  nn::Linear fc{4, 4};
  nn::LeakyReLU act;
};

Tensor combined(const Tensor& out, const Tensor& target) {
  return F::nll_loss(out, target, F::NLLLossFuncOptions().reduction(kSum).ignore_index(-1));
}

int main() {
  Net net;
  nn::Sequential layers(nn::Linear(4, 4), nn::Functional(torch::tanh), nn::ReLU(), nn::Softplus(nn::SoftplusOptions().beta(2)));
  layers->push_back(nn::ELU());
  layers->push_back("named", nn::Sigmoid());
  nn::CrossEntropyLoss plain;
  nn::CrossEntropyLoss weighted(nn::CrossEntropyLossOptions().weight(torch::ones({4})).reduction(torch::kSum));
  auto x = torch::rand({8, 4});
  auto y = torch::randint(0, 4, {8});
  auto loss = plain(net.forward(x), y) + 0.5 * weighted->forward(layers->forward(x), y);
  loss.backward();
  combined(net.forward(x), y).backward();
  Tensor total = torch::zeros({});
  total += torch::l1_loss(x, x, at::Reduction::Sum);
  total.backward();
  auto watched = torch::mse_loss(x, x);
  std::printf("Loss: %.3f, accuracy %5.2f%%, epoch %d\n", watched.item<double>(), 0.5, 3);
  std::cout << "Validation error rate = " << 0.25 << '\n';
}
