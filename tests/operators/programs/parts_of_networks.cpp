// Layers that keep the size of what they are given, and layers that do not; dropouts with a flag and without.
#include <torch/torch.h>

namespace F = torch::nn::functional;

struct NetImpl : torch::nn::Module {
  NetImpl() {
    register_module("layers", layers);
    register_module("fc", fc);
    register_module("wide", wide);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::relu(fc->forward(layers->forward(x)));
    x = torch::dropout(x, 0.5, is_training());
    x = F::dropout(x, F::DropoutFuncOptions().p(0.1).training(is_training()));
    x = F::dropout(x, F::DropoutFuncOptions().p(0.2));
    return wide->forward(x);
  }
  torch::nn::Sequential layers{torch::nn::Linear(4, 4), torch::nn::ReLU(), torch::nn::Linear(4, 8)};
  torch::nn::Linear fc{8, 8}, wide{8, 16};
};
TORCH_MODULE(Net);

int main() {
  Net net;
  return net->forward(torch::ones({2, 4})).size(0) == 2 ? 0 : 1;
}
