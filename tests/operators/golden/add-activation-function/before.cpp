// Layers whose output meets no activation: called twice, in a Sequential, in a named pair, pushed; one that meets one,
// one whose way is not known, and one that elements of a list share a call with.
#include <torch/torch.h>

struct Net : torch::nn::Module {
  Net() {
    register_module("fc1", fc1);
    register_module("fc2", fc2);
    register_module("fc3", fc3);
    layers->push_back(torch::nn::Linear(3, 3));
    layers->push_back("last", torch::nn::Linear(3, 2));
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::relu(fc2->forward(torch::dropout(fc1->forward(x), 0.5, is_training())));
    return torch::log_softmax(fc3(x) + fc1->forward(x), 1);
  }
  torch::nn::Linear fc1{4, 4}, fc2{4, 4}, fc3{4, 4};
  torch::nn::Embedding words{10, 4};
  torch::nn::Sequential head{torch::nn::Linear(8, 4), torch::nn::Linear(4, 4)};
  torch::nn::Sequential named = torch::nn::Sequential({{"first", torch::nn::Linear(5, 5)}, {"second", torch::nn::Dropout()}});
  torch::nn::Sequential layers;
};

int main() {
  Net net;
  return 0;
}
