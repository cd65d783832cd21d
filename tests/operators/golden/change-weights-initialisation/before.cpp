// Weights: of a member built in its class, of one built by the constructor, of one in a Sequential; of one that the
// program fills itself; and a layer without.
#include <torch/torch.h>

struct Net : torch::nn::Module {
  Net() : fc2(64, 10) {
    register_module("conv1", conv1);
    register_module("fc2", fc2);
    register_module("fc3", fc3);
    torch::nn::init::xavier_uniform_(fc3->weight);
    fc3->bias.data().fill_(0.1);
    fc1 = register_module("fc1", torch::nn::Sequential(torch::nn::Linear(5408, 64), torch::nn::ReLU()));
  }
  torch::nn::Conv2d conv1{torch::nn::Conv2dOptions(1, 8, 3)};
  torch::nn::Sequential fc1{nullptr};
  torch::nn::Linear fc2;
  torch::nn::Linear fc3{10, 10};
  torch::nn::BatchNorm1d norm{torch::nn::BatchNorm1dOptions(64).affine(false)};
};

int main() {
  Net net;
  return 0;
}
