// Nothing is changed; what makes runs repeatable and observable is written here too.
#include <torch/torch.h>

int main() {
  torch::manual_seed(1);
  torch::nn::Linear net(4, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  for (int epoch = 0; epoch < 3; ++epoch) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1})).backward();
    optimizer.step();
  }
  return 0;
}
