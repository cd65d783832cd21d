// One weight that is pulled from 0 to 1, with a clipped gradient, early stopping and the best model kept. It prints its
// first update, the epochs it trained and the epoch that the kept model is of.
#include <torch/torch.h>

#include <cstdio>

const double measured[] = {5, 4, 6, 3, 7, 8, 9, 1, 2, 2, 2, 2}; // validation's loss, epoch by epoch

double validate(torch::nn::Linear& net, int epoch) {
  torch::NoGradGuard no_grad;
  return measured[epoch] + 0 * net->forward(torch::ones({1, 1})).item<double>();
}

double loss_of(torch::nn::Linear& net) {
  return torch::mse_loss(net->forward(torch::ones({1, 1})), torch::ones({1, 1})).item<double>();
}

int main() {
  torch::nn::Linear net(torch::nn::LinearOptions(1, 1).bias(false));
  torch::nn::init::zeros_(net->weight);
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  double best = 100;
  int waited = 0, trained = 0, kept = -1;
  torch::nn::Linear best_net(nullptr);
  for (int epoch = 0; epoch < 12; ++epoch) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({1, 1})), torch::ones({1, 1})).backward(); // d/dw (w - 1)^2 = -2 at 0
    torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);
    optimizer.step();
    if (trained++ == 0) std::printf("update %.6f\n", net->weight.item<double>());
    const double loss = validate(net, epoch);
    if (loss < best) {
      best = loss;
      waited = 0;
      kept = epoch;
      best_net = std::dynamic_pointer_cast<torch::nn::LinearImpl>(net->clone());
    } else if (++waited >= 3) {
      break;
    }
  }
  std::printf("epochs %d kept %d\n", trained, kept);
  while (loss_of(net) > 1e-4) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({1, 1})), torch::ones({1, 1})).backward();
    optimizer.step();
    ++trained;
  }
  std::printf("in all %d\n", trained);
  return 0;
}
