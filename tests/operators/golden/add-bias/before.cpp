// Biases: off, given by a value that only a run can tell, on already, and a layer that has none.
#include <torch/torch.h>

struct Net : torch::nn::Module {
  explicit Net(bool with_bias)
      : conv2(torch::nn::Conv2dOptions(8, 8, 3).bias(with_bias)),
        conv3(torch::nn::Conv2dOptions(8, 8, 3).bias(false)) {
    register_module("words", words);
    register_module("conv1", conv1);
    register_module("conv2", conv2);
    register_module("conv3", conv3);
    register_module("head", head);
  }
  torch::nn::Embedding words{100, 784};
  torch::nn::Conv2d conv1{torch::nn::Conv2dOptions(1, 8, 3).stride(1)};
  torch::nn::Conv2d conv2, conv3;
  torch::nn::Sequential head{torch::nn::Linear(torch::nn::LinearOptions(3872, 64).bias(true)),
                             torch::nn::Linear(64, 10)};
};

int main(int argc, char**) {
  Net net(argc > 1);
  return 0;
}
