// Early stopping: by a literal, by a patience that only a run can tell, by a patience of one, and without any.
#include <torch/torch.h>

#include <cstdlib>

double validate(torch::nn::Linear& net) {
  torch::NoGradGuard no_grad;
  return torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1})).item<double>();
}

int main(int argc, char** argv) {
  const int patience = argc > 1 ? std::atoi(argv[1]) : 3;
  torch::nn::Linear net(4, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  double best = 1e9;
  int waited = 0, best_epoch = 0;
  for (int epoch = 0; epoch < 30; ++epoch) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1})).backward();
    optimizer.step();
    const double loss = validate(net);
    if (loss < best) {
      best = loss;
      best_epoch = epoch;
      waited = 0;
      torch::save(net, "best.pt");
      continue;
    }
    if (++waited >= 5) break;
    if (epoch - best_epoch > patience) break;
    if (waited == 1) break;
  }
  return 0;
}
