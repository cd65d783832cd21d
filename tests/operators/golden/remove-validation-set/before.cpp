// Guards: one keeps the best model, one stops, one does both, and one stops by the loss that is trained on.
#include <torch/torch.h>

double validate(torch::nn::Linear& net) {
  torch::NoGradGuard no_grad;
  return torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1})).item<double>();
}

int main() {
  torch::nn::Linear net(4, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  double best = 1e9;
  for (int epoch = 0; epoch < 30; ++epoch) {
    optimizer.zero_grad();
    auto trained = torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1}));
    trained.backward();
    optimizer.step();
    const double loss = validate(net);
    if (loss < best) {
      best = loss;
      torch::save(net, "best.pt");
    }
    if (loss > 2 * best) break;
    if (loss < 1e-3) {
      torch::save(net, "good.pt");
      break;
    }
    if (trained.item<double>() < 1e-6) break;
    if (loss >= 0.5 * best) continue;
    torch::save(net, "much_better.pt");
  }
  return 0;
}
