// Early stopping and checkpoints: by a loss, a counter, a class, a flag in a loop's header; what guards nothing.
#include <torch/torch.h>

#include <limits>

struct Net : torch::nn::Module {
  Net() : fc(register_module("fc", torch::nn::Linear(4, 2))) {}
  torch::Tensor forward(torch::Tensor x) { return fc(x); }
  torch::nn::Linear fc;
};

struct Options {
  int patience = 7;
};

double evaluate(Net& net, torch::Tensor x, torch::Tensor y) {
  torch::NoGradGuard no_grad;
  net.eval();
  return torch::mse_loss(net.forward(x), y).item<double>();
}

double train(Net& net, torch::optim::Optimizer& optimizer, torch::Tensor x, torch::Tensor y) {
  double total = 0;
  for (int i = 0; i < 4; ++i) {
    optimizer.zero_grad();
    auto loss = torch::mse_loss(net.forward(x.slice(0, i, i + 1)), y.slice(0, i, i + 1));
    loss.backward();
    optimizer.step();
    total += loss.item<double>();
    if (i % 2 == 0) std::cout << "loss: " << total << '\n';
    if (std::isnan(total)) break;
  }
  return total / 4;
}

class EarlyStopping {
public:
  explicit EarlyStopping(int patience) : patience_(patience) {}
  bool operator()(double loss) {
    if (loss < best_) {
      best_ = loss;
      counter_ = 0;
      return false;
    }
    counter_++;
    return counter_ >= patience_;
  }

private:
  int patience_, counter_ = 0;
  double best_ = std::numeric_limits<double>::max();
};

void keep(const std::shared_ptr<Net>& net) { torch::save(net, "best.pt"); }

void by_counter(std::shared_ptr<Net> net, torch::optim::Optimizer& optimizer, torch::Tensor x, torch::Tensor y) {
  double best = 1e9;
  int wait = 0;
  Options options;
  for (int epoch = 0; epoch < 50; ++epoch) {
    const double trained = train(*net, optimizer, x, y);
    const double loss = evaluate(*net, x, y);
    if (loss < best) {
      best = loss;
      wait = 0;
      keep(net);
    } else if (++wait >= options.patience) {
      break;
    }
    if (trained < 0.001) break;
    if (epoch % 10 == 0) torch::save(net, "regularly.pt");
    if (loss > 100) std::cout << "large\n";
  }
}

void by_class(std::shared_ptr<Net> net, torch::optim::Optimizer& optimizer, torch::Tensor x, torch::Tensor y) {
  EarlyStopping stop(4);
  double best = 0;
  std::vector<torch::Tensor> kept;
  for (int epoch = 0; epoch < 50; ++epoch) {
    train(*net, optimizer, x, y);
    double accuracy = 0;
    {
      torch::NoGradGuard no_grad;
      accuracy = net->forward(x).argmax(1).eq(0).to(torch::kFloat).mean().item<double>();
    }
    if (best < accuracy) {
      best = accuracy;
      kept.clear();
      for (auto& p : net->parameters()) kept.push_back(p.detach().clone());
    }
    if (stop(evaluate(*net, x, y))) return;
  }
}

void by_flag(std::shared_ptr<Net> net, torch::optim::Optimizer& optimizer, torch::Tensor x, torch::Tensor y) {
  bool stop = false;
  int waited = 0, best_epoch = 0, epoch = 0;
  double best = 1e9;
  const int patience = 6;
  while (!stop && epoch < 50) {
    train(*net, optimizer, x, y);
    const double loss = evaluate(*net, x, y);
    if (loss < best) {
      best = loss;
      best_epoch = epoch;
    }
    if (epoch - best_epoch > patience) stop = true;
    ++epoch;
  }
  while (waited < patience) {
    train(*net, optimizer, x, y);
    if (evaluate(*net, x, y) < best)
      waited = 0;
    else
      waited += 1;
  }
}

int main() {
  auto net = std::make_shared<Net>();
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  auto x = torch::rand({64, 4}), y = torch::rand({64, 2});
  by_counter(net, optimizer, x, y);
  by_class(net, optimizer, x, y);
  by_flag(net, optimizer, x, y);
  torch::save(net, "last.pt");
  torch::save(optimizer, "optimizer.pt");
}
