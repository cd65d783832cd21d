// Regularised weights: a weight decay among options, AdamW's own, none, and penalties in the loss.
#include <torch/torch.h>

int main(int argc, char**) {
  torch::nn::Linear net(4, 1);
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(1e-3).weight_decay(1e-4));
  torch::optim::SGD at_run_time(net->parameters(), torch::optim::SGDOptions(0.1).weight_decay(argc * 1e-5));
  torch::optim::AdamW by_default(net->parameters(), 1e-3);
  torch::optim::SGD plain(net->parameters(), 0.1);
  for (int epoch = 0; epoch < 3; ++epoch) {
    auto l1 = torch::zeros({});
    auto l2 = torch::zeros({});
    for (const auto& p : net->parameters()) {
      l1 += torch::norm(p, 1);
      l2 += p.pow(2).sum();
    }
    auto loss = torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1}));
    loss = loss + 0.01 * l2;
    loss += 1e-4 * l1;
    loss.backward();
    optimizer.step();
  }
  return 0;
}
