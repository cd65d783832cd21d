// Small trainings in which each fault of libtorch programs shows: they print gradients, rates, how far weights moved,
// in which mode and order was trained, and whether two evaluations agree.
#include <torch/torch.h>

#include <cstdio>

double number(const torch::Tensor& tensor) { return tensor.defined() ? tensor.item<double>() : 0; }

// Halves the rate at each step.
struct Halving : torch::optim::LRScheduler {
  using LRScheduler::LRScheduler;
  std::vector<double> get_lrs() override {
    auto rates = get_current_lrs();
    for (auto& rate : rates) rate /= 2;
    return rates;
  }
};

// A weight at 0 that is pulled to 1: d/dw (w - 1)^2 = -2, clipped to 1. Its rate is so small that it stays about there.
void gradients() {
  torch::nn::Linear net(torch::nn::LinearOptions(1, 1).bias(false));
  torch::nn::init::zeros_(net->weight);
  torch::optim::SGD optimizer(net->parameters(), 1e-6);
  Halving schedule(optimizer);
  const auto x = torch::ones({8, 1}), y = torch::ones({8, 1});
  for (int epoch = 0; epoch < 2; ++epoch) {
    for (int i = 0; i < 8; i += 4) {
      optimizer.zero_grad();
      auto loss = torch::mse_loss(net->forward(x.slice(0, i, i + 4)), y.slice(0, i, i + 4));
      loss.backward();
      std::printf("gradient %.1f\n", number(net->weight.grad()));
      torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);
      optimizer.step();
    }
    schedule.step();
    auto& options = static_cast<torch::optim::SGDOptions&>(optimizer.param_groups()[0].options());
    std::printf("rate %.2f\n", 1e6 * options.lr());
  }
  std::printf("moved %.2f\n", 1e6 * number(net->weight));
}

struct NetImpl : torch::nn::Module {
  NetImpl()
      : fc1(register_module("fc1", torch::nn::Linear(2, 16))),
        drop(register_module("drop", torch::nn::Dropout(0.5))),
        fc2(torch::nn::Linear(16, 2)) {
    register_module("fc2", fc2);
  }
  torch::Tensor forward(torch::Tensor x) { return fc2->forward(drop->forward(torch::relu(fc1->forward(x)))); }
  torch::nn::Linear fc1;
  torch::nn::Dropout drop;
  torch::nn::Linear fc2;
};
TORCH_MODULE(Net);

bool says_the_same_twice(Net& net) {
  net->eval();
  torch::NoGradGuard no_grad;
  const auto x = torch::ones({8, 2});
  return net->forward(x).equal(net->forward(x));
}

// 16 samples in batches of 4, by a network of two layers.
void classification() {
  torch::manual_seed(1);
  Net net;
  const auto fc1 = net->fc1->weight.clone(), fc2 = net->fc2->weight.clone();
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(0.01));
  auto samples = torch::data::datasets::TensorDataset(torch::arange(32, torch::kFloat).view({16, 2}))
                     .map(torch::data::transforms::Stack<torch::data::TensorExample>());
  auto loader = torch::data::make_data_loader(std::move(samples), 4);
  for (int epoch = 0; epoch < 2; ++epoch) {
    net->train();
    std::printf("training %d order", net->is_training());
    for (auto& batch : *loader) {
      const auto x = batch.data / 32;
      std::printf(" %.0f", batch.data[0][0].item<double>());
      optimizer.zero_grad();
      const auto output = net->forward(x);
      auto loss = torch::nn::functional::cross_entropy(output, (x.select(1, 0) > 0.5).to(torch::kLong));
      loss.backward();
      optimizer.step();
    }
    std::printf("\n");
    std::printf("says the same twice %d\n", says_the_same_twice(net));
  }
  std::printf("trained %d %d\n", !fc1.equal(net->fc1->weight), !fc2.equal(net->fc2->weight));
}

// Adam's first step is the gradient by the gradient and its epsilon: 1e-10 / (1e-10 + 1e-8).
void adam() {
  torch::nn::Linear net(torch::nn::LinearOptions(1, 1).bias(false));
  torch::nn::init::zeros_(net->weight);
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(1.0));
  for (int epoch = 0; epoch < 1; ++epoch) {
    optimizer.zero_grad();
    auto loss = torch::l1_loss(1e-10 * net->forward(torch::ones({1, 1})), torch::ones({1, 1}));
    loss.backward();
    optimizer.step();
  }
  std::printf("adam %.4f\n", number(net->weight));
}

// A network that gives what it is given, on 0 and 1.
void losses() {
  torch::nn::Linear net(torch::nn::LinearOptions(1, 1).bias(false));
  torch::nn::init::ones_(net->weight);
  torch::optim::SGD optimizer(net->parameters(), 1e-9);
  const auto values = torch::arange(2, torch::kFloat), x = values.unsqueeze(1);
  torch::nn::CrossEntropyLoss criterion;
  for (int epoch = 0; epoch < 1; ++epoch) {
    optimizer.zero_grad();
    const auto output = net->forward(x);
    auto of_values = torch::mse_loss(output.squeeze(1), values);
    auto of_distance = (output + 1 - x).pow(2).mean();
    auto of_scores = criterion(torch::cat({output * 10, output * 0}, 1), torch::zeros({2}, torch::kLong));
    auto loss = of_values + of_distance + of_scores;
    loss.backward();
    optimizer.step();
    std::printf("losses %.4f %.4f %.4f\n", number(of_values), number(of_distance), number(of_scores));
  }
}

// A dropout that asks for the mode: what the network gives twice is the same in evaluation alone.
struct AskingImpl : torch::nn::Module {
  AskingImpl() { register_module("fc", fc); }
  torch::Tensor forward(torch::Tensor x) { return torch::dropout(fc->forward(x), 0.5, is_training()); }
  torch::nn::Linear fc{1, 100};
};
TORCH_MODULE(Asking);

bool gives_the_same_twice(Asking& net) {
  torch::NoGradGuard no_grad;
  const auto x = torch::ones({4, 1});
  return net->forward(x).equal(net->forward(x));
}

void dropouts() {
  Asking net;
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  for (int epoch = 0; epoch < 1; ++epoch) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({4, 1})), torch::zeros({4, 100})).backward();
    optimizer.step();
  }
  std::printf("same in train %d", gives_the_same_twice(net));
  net->eval();
  std::printf(" in eval %d\n", gives_the_same_twice(net));
}

// Layers of 20 and 10 parameters.
void layers() {
  torch::nn::Sequential net(torch::nn::Linear(4, 4), torch::nn::ReLU(), torch::nn::Linear(4, 2));
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  for (int epoch = 0; epoch < 1; ++epoch) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({1, 4})), torch::ones({1, 2})).backward();
    optimizer.step();
  }
  int64_t count = 0;
  for (const auto& parameter : net->parameters()) count += parameter.numel();
  std::printf("parameters %d\n", int(count));
}

// A weight at 0 that is pulled to 1 at once.
void closures() {
  torch::nn::Linear net(torch::nn::LinearOptions(1, 1).bias(false));
  torch::nn::init::zeros_(net->weight);
  torch::optim::LBFGS optimizer(net->parameters(), torch::optim::LBFGSOptions(1));
  for (int epoch = 0; epoch < 3; ++epoch) {
    optimizer.step([&] {
      optimizer.zero_grad();
      auto loss = torch::mse_loss(net->forward(torch::ones({1, 1})), torch::ones({1, 1}));
      loss.backward();
      return loss;
    });
  }
  std::printf("pulled to %.2f\n", number(net->weight));
}

int main() {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  gradients();
  losses();
  adam();
  classification();
  dropouts();
  layers();
  closures();
  return 0;
}
