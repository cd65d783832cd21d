// Optimizers initialised elsewhere, rebuilt, of a GAN, with a closure, by groups, as users' classes; their rates from anywhere.
#include <torch/torch.h>

#include <map>

#define LEARNING_RATE 0.004

extern const double kElsewhere;
double global_rate = 0.006;

struct Options {
  double lr = 0.007;
  int whole = 1;
};

class Lookahead final : public torch::optim::SGD {
public:
  using torch::optim::SGD::SGD;
};

class Trainer {
public:
  explicit Trainer(const Options& options) : options_(options) {}
  void start(torch::nn::Linear net) {
    optimizer_ = std::make_unique<torch::optim::Adam>(net->parameters(), torch::optim::AdamOptions(options_.lr));
    raw_ = new torch::optim::RMSprop(net->parameters(), torch::optim::RMSpropOptions(0.3));
  }
  void step() { optimizer_->step(); }

private:
  Options options_;
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
  torch::optim::RMSprop* raw_ = nullptr;
  torch::optim::SGD held_{torch::nn::Linear(1, 1)->parameters(), 0.9};
};

using Chosen = torch::optim::Adagrad;

torch::optim::SGD made(torch::nn::Linear net) { return torch::optim::SGD(net->parameters(), 0.8); }

int main(int argc, char** argv) {
  torch::nn::Linear net(4, 2), other(4, 2);
  std::map<std::string, double> flags = {{"lr", 0.5}};
  Options options;
  torch::optim::SGD sgd(net->parameters(), LEARNING_RATE), trainer(net->parameters(), /*lr=*/kElsewhere);
  torch::optim::SGD by_global(net->parameters(), global_rate);
  torch::optim::SGD by_flag(net->parameters(), flags["lr"]);
  torch::optim::SGD by_field(net->parameters(), options.lr);
  torch::optim::SGD by_whole(net->parameters(), options.whole);
  torch::optim::SGD by_temporary(net->parameters(), Options().lr);
  Chosen chosen(net->parameters(), Chosen(net->parameters()).param_groups().size());
  auto copied = torch::optim::AdamW(net->parameters());
  torch::optim::Adam twice = torch::optim::Adam(net->parameters(), torch::optim::AdamOptions(1e-4).betas({0.5, 0.9}));
  torch::optim::AdamOptions changed(1e-3);
  changed.lr(5e-4);
  torch::optim::Adam with_changed(net->parameters(), changed);
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(net->parameters(), std::make_unique<torch::optim::SGDOptions>(0.05));
  torch::optim::SGD by_groups(groups, torch::optim::SGDOptions(0.02));
  torch::optim::LBFGS lbfgs(net->parameters(), torch::optim::LBFGSOptions(0.1).max_iter(5));
  Lookahead lookahead(net->parameters(), 0.01);
  Trainer owner(options);
  owner.start(net);
  for (int epoch = 0; epoch < 3; ++epoch) {
    torch::optim::SGD rebuilt(net->parameters(), 0.1 / (epoch + 1));
    auto closure = [&] {
      lbfgs.zero_grad();
      auto loss = torch::mse_loss(net(torch::rand({8, 4})), torch::rand({8, 2}));
      loss.backward();
      return loss;
    };
    lbfgs.step(closure);
    rebuilt.step();
    owner.step();
    made(net).step();
  }
}
