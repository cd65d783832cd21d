// Activations: a function, a method, in place, a module in a Sequential, a name given to Functional, and one that is
// applied in evaluation alone.
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
    return head->forward(x);
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
  auto shares = torch::sigmoid(net.forward(torch::ones({8, 4})));
  return 0;
}
