// An optimizer that is given a closure, and one that is not.
#include <torch/torch.h>

int main() {
  torch::nn::Linear net(4, 1);
  const auto x = torch::ones({8, 4}), y = torch::zeros({8, 1});
  torch::optim::LBFGS optimizer(net->parameters());
  torch::optim::SGD plain(net->parameters(), 0.01);
  const auto closure = [&] {
    optimizer.zero_grad();
    auto loss = torch::mse_loss(net->forward(x), y);
    loss.backward();
    return loss;
  };
  for (int epoch = 0; epoch < 3; ++epoch) {
    optimizer.step(closure);
    torch::l1_loss(net->forward(x), y).backward();
    plain.step();
  }
  return 0;
}
