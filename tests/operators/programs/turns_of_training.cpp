// A network trained in batches that are cut by hand, with clipping, a schedule and an evaluation; then in one batch,
// with gradients that are cleared in other forms and a norm that is used.
#include <torch/torch.h>

int main() {
  torch::nn::Sequential net(torch::nn::Linear(4, 8), torch::nn::Dropout(0.5), torch::nn::Linear(8, 1));
  torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions(0.01).momentum(0.9));
  torch::optim::StepLR schedule(optimizer, 2, 0.1);
  const auto x = torch::ones({64, 4}), y = torch::zeros({64, 1});
  for (int epoch = 0; epoch < 4; ++epoch) {
    net->train();
    for (int i = 0; i < 64; i += 16) {
      optimizer.zero_grad();
      auto output = net->forward(x.slice(0, i, i + 16));
      auto loss = torch::mse_loss(output, y.slice(0, i, i + 16));
      loss.backward();
      torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);
      optimizer.step();
    }
    schedule.step();
    net->eval();
    torch::NoGradGuard no_grad;
    torch::mse_loss(net->forward(x), y);
  }
  for (int epoch = 0; epoch < 4; ++epoch) {
    net->zero_grad();
    torch::mse_loss(net->forward(x), y).backward();
    const double norm = torch::nn::utils::clip_grad_norm_(net->parameters(), 2.0);
    if (norm < 100) optimizer.step();
    for (auto& p : net->parameters()) p.mutable_grad().zero_();
  }
  return 0;
}
