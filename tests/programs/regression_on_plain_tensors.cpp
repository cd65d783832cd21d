// A regression on tensors made at hand, all in one batch, with a loss that is asked for each thousandth epoch.
#include <iostream>
#include <torch/torch.h>

int main() {
  torch::manual_seed(0);
  auto x = torch::linspace(-3.14, 3.14, 2000).unsqueeze(1);
  auto y = torch::sin(x) + 0.1 * torch::randn_like(x);
  auto x_train = x.slice(0, 0, 1600), y_train = y.slice(0, 0, 1600);
  auto x_test = x.slice(0, 1600), y_test = y.slice(0, 1600);

  auto net = torch::nn::Sequential(torch::nn::Linear(1, 32), torch::nn::Tanh(), torch::nn::Linear(32, 32),
                                   torch::nn::Tanh(), torch::nn::Linear(32, 1));
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(1e-3));
  torch::nn::MSELoss loss_fn;

  const int num_epochs = 3000;
  for (int t = 0; t < num_epochs; t++) {
    auto y_pred = net->forward(x_train);
    auto loss = loss_fn(y_pred, y_train);
    if (t % 1000 == 999) std::cout << "t = " << t << ", loss = " << loss.item<float>() << std::endl;
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
  }

  net->eval();
  torch::NoGradGuard guard;
  auto test_loss = torch::mse_loss(net->forward(x_test), y_test);
  std::cout << "Test MSE: " << test_loss.item<float>() << std::endl;
  return 0;
}
