// Layers whose outputs are neurons, one of them with as many as inputs; an embedding; one without weights; activations
// that are called, in evaluation too and in training alone, and one that is a module.
#include <torch/torch.h>

struct NetImpl : torch::nn::Module {
  NetImpl() : fc2(64, 10) {
    register_module("words", words);
    register_module("fc2", fc2);
    register_module("fc3", fc3);
    register_module("norm", norm);
    head = register_module("head", torch::nn::Sequential(torch::nn::Linear(10, 4), torch::nn::ReLU()));
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::relu(fc2->forward(words->forward(x).flatten(1)));
    x = fc3->forward(x);
    if (is_training()) x = torch::tanh(x);
    return norm->forward(head->forward(x));
  }
  torch::nn::Embedding words{100, 8};
  torch::nn::Linear fc2, fc3{10, 10};
  torch::nn::BatchNorm1d norm{torch::nn::BatchNorm1dOptions(4).affine(false)};
  torch::nn::Sequential head{nullptr};
};
TORCH_MODULE(Net);

int main() {
  Net net;
  return net->forward(torch::zeros({2, 8}, torch::kLong)).size(1) == 4 ? 0 : 1;
}
