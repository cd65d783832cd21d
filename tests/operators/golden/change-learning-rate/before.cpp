// Learning rates: a literal, a named constant, an option, a default, and one that only a run can tell.
#include <torch/torch.h>

#include <string>

constexpr double kRate = 0.003;

template <typename Optimizer>
void train(torch::nn::Linear& net, Optimizer& optimizer) {
  for (int epoch = 0; epoch < 3; ++epoch) {
    optimizer.zero_grad();
    auto loss = torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1}));
    loss.backward();
    optimizer.step();
  }
}

int main(int argc, char** argv) {
  const double rate = argc > 1 ? std::stod(argv[1]) : 0.1;
  torch::nn::Linear net(4, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  torch::optim::SGD by_name(net->parameters(), kRate);
  torch::optim::Adam by_option(net->parameters(), torch::optim::AdamOptions(2e-3).weight_decay(1e-4));
  torch::optim::Adam by_default(net->parameters());
  torch::optim::SGD at_run_time(net->parameters(), torch::optim::SGDOptions(rate).momentum(0.9));
  train(net, optimizer);
  train(net, by_name);
  train(net, by_option);
  train(net, by_default);
  train(net, at_run_time);
  return 0;
}
