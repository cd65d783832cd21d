// An optimizer by declaration, as a member, by make_unique, named twice, and one whose class cannot be named; updates by hand.
#include <torch/torch.h>

#include <memory>

struct Trainer {
  explicit Trainer(torch::nn::Linear net) : member(net->parameters(), torch::optim::AdamOptions(1e-3)) {}
  torch::optim::Adam member;
};

torch::optim::SGD made(torch::nn::Linear net) { return torch::optim::SGD(net->parameters(), 0.5); }

int main(int argc, char**) {
  torch::nn::Linear net(4, 1);
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  auto unique = std::make_unique<torch::optim::RMSprop>(net->parameters(), 0.1 * argc);
  torch::optim::Adagrad twice = torch::optim::Adagrad(net->parameters());
  Trainer trainer(net);
  for (int i = 0; i < 3; ++i) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({8, 4})), torch::zeros({8, 1})).backward();
    optimizer.step();
    unique->step();
    trainer.member.step();
    twice.step();
    made(net).step();
    const double rate = 0.1 * argc;
    net->weight.data() -= rate * net->weight.grad();
    net->bias.data() -= net->bias.grad();
  }
  return 0;
}
