// Optimizers by value, by make_unique, as a member, with and without a written rate.
#include <torch/torch.h>

constexpr double kRate = 0.02;

struct Trainer {
  explicit Trainer(torch::nn::Linear net, double rate = 0.5)
      : member(net->parameters(), torch::optim::SGDOptions(rate).momentum(0.9)) {}
  torch::optim::SGD member;
};

int main(int argc, char** argv) {
  torch::nn::Linear net(4, 2);
  double from_user = std::atof(argv[1]);
  torch::optim::SGD converted(net->parameters(), 0.01);
  torch::optim::SGD with_constant(net->parameters(), kRate);
  torch::optim::Adam implied(net->parameters());
  torch::optim::Adam implied_in_chain(net->parameters(), torch::optim::AdamOptions().weight_decay(1e-4));
  torch::optim::Adam set(net->parameters(), torch::optim::AdamOptions().lr(3e-4));
  auto options = torch::optim::RMSpropOptions(1e-2);
  torch::optim::RMSprop named(net->parameters(), options);
  auto unique = std::make_unique<torch::optim::SGD>(net->parameters(), torch::optim::SGDOptions(from_user));
  std::unique_ptr<torch::optim::Optimizer> base(new torch::optim::Adagrad(net->parameters(), 0.1));
  auto forwarded = std::make_shared<torch::optim::SGD>(net->parameters(), 0.03);
  Trainer trainer(net);
}
