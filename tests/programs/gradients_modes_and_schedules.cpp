// What happens around a step: gradients cleared and clipped, rates scheduled, modes switched, gradients not recorded.
#include <torch/torch.h>

struct Net : torch::nn::Module {
  Net() : fc(register_module("fc", torch::nn::Linear(4, 2))) {}
  torch::Tensor forward(torch::Tensor x) { return fc(x); }
  // Module's own train() hands its mode on by itself: this override is no switch.
  void train(bool on = true) override {
    torch::nn::Module::train(on);
    fc->weight.set_requires_grad(on);
  }
  void eval_twice() {
    eval(); // a switch without an object before it
    this->eval();
  }
  torch::nn::Linear fc;
};

// A class that is no module has a train() of its own.
struct Trainer {
  void train() {}
  void eval() {}
};

void set_rate(torch::optim::Optimizer& optimizer, double rate) {
  for (auto& group : optimizer.param_groups()) {
    if (group.has_options()) static_cast<torch::optim::SGDOptions&>(group.options()).lr(rate);
  }
}

double evaluate(std::shared_ptr<Net> net, torch::Tensor x, torch::Tensor y) {
  torch::NoGradGuard no_grad;
  net->eval();
  return torch::mse_loss(net->forward(x), y).item<double>();
}

int main(int argc, char**) {
  auto net = std::make_shared<Net>();
  auto options = torch::optim::SGDOptions(0.1);
  options.lr(0.2); // an object that the optimizer is still to be made with: no schedule
  torch::optim::SGD optimizer(net->parameters(), options);
  torch::optim::StepLR scheduler(optimizer, 30, 0.5);
  auto x = torch::rand({64, 4}), y = torch::rand({64, 2});
  const double limit = 5;
  Trainer trainer;
  trainer.train();
  for (int epoch = 0; epoch < 10; ++epoch) {
    net->train();
    for (int i = 0; i < 4; ++i) {
      optimizer.zero_grad();
      net->zero_grad();
      for (auto& p : net->parameters()) {
        if (p.grad().defined()) p.mutable_grad().zero_();
        if (p.grad().defined()) p.grad().detach_().zero_();
      }
      net->fc->bias.mutable_grad() = torch::Tensor();
      auto loss = torch::mse_loss(net->forward(x), y);
      loss.backward();
      torch::nn::utils::clip_grad_norm_(net->parameters(), limit);
      const double before = torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);
      for (auto& p : net->parameters()) p.grad().data().clamp_(-1, 1);
      if (before > 3) net->fc->weight.grad().mul_(3 / before);
      net->fc->weight.grad().mul_(1.0); // always: it scales, and limits nothing
      optimizer.step();
    }
    scheduler.step();
    set_rate(optimizer, 0.05);
    auto& in_use = static_cast<torch::optim::SGDOptions&>(optimizer.param_groups()[0].options());
    in_use.lr(in_use.lr() * 0.9);
    in_use.lr() = 0.01;
    in_use.lr() *= 0.5;
    optimizer.defaults().set_lr(0.1);
    std::cout << "loss: " << evaluate(net, x, y) << " at " << in_use.lr() << std::endl;
    net->train(false);
    net->train(argc > 1);
    {
      torch::AutoGradMode off(false);
      torch::AutoGradMode on(true);
      torch::AutoGradMode perhaps(argc > 2);
      c10::InferenceMode inference;
      torch::GradMode::set_enabled(false);
      torch::GradMode::set_enabled(true);
    }
  }
}
