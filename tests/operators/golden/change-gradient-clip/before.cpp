// Gradients clipped by norm and by value, by a limit that only a run can tell, by hand, and with the norm used.
#include <torch/torch.h>

#include <cstdlib>
#include <limits>

int main(int argc, char** argv) {
  const double limit = argc > 1 ? std::atof(argv[1]) : 5.0;
  torch::nn::Linear net(4, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  for (int i = 0; i < 3; ++i) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1})).backward();
    torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);
    if (i > 0) torch::nn::utils::clip_grad_value_(net->parameters(), limit);
    const double norm = torch::nn::utils::clip_grad_norm_(net->parameters(), 2);
    for (auto& p : net->parameters()) p.mutable_grad().clamp_(-1, 1);
    if (norm < 100) optimizer.step();
  }
  return 0;
}
