// Activations: a function, a method, in place, of a sum (with and without other operators around it), a module in a
// Sequential, and a name given to Functional.
#include <torch/torch.h>

struct Net : torch::nn::Module {
  Net() {
    register_module("fc1", fc1);
    register_module("fc2", fc2);
    register_module("head", head);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::relu(fc1->forward(x));
    x = fc2->forward(x).tanh() * 0.5;
    x.relu_();
    auto skip = torch::elu(x + 1);
    auto scaled = torch::selu(x + skip) * 2;
    return head->forward(scaled);
  }
  torch::nn::Linear fc1{4, 8}, fc2{8, 8};
  torch::nn::Sequential head{torch::nn::Linear(8, 8), torch::nn::ReLU(), torch::nn::Linear(8, 8),
                             torch::nn::Functional(torch::sigmoid), torch::nn::Linear(8, 1)};
};

int main() {
  Net net;
  torch::optim::SGD optimizer(net.parameters(), 0.01);
  for (int epoch = 0; epoch < 3; ++epoch) {
    optimizer.zero_grad();
    torch::mse_loss(net.forward(torch::ones({8, 4})), torch::zeros({8, 1})).backward();
    optimizer.step();
  }
  return 0;
}
