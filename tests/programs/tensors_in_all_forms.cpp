// Plain tensors that are trained on: inputs and targets by flow, through functions and batches cut by hand, at
// the statement that trains; and tensors that are none of them.
#include <torch/torch.h>

#include <algorithm>

struct Net : torch::nn::Module {
  Net() { register_module("fc", fc); }
  torch::Tensor forward(torch::Tensor x) { return fc(x); }
  torch::nn::Linear fc{4, 1};
};

constexpr int64_t kBatch = 16;

// By reference to const: its caller can change them.
void fit(Net& net, torch::optim::Optimizer& optimizer, const torch::Tensor& inputs, const torch::Tensor& targets) {
  const auto count = inputs.size(0);
  auto order = torch::randperm(count);
  for (int64_t start = 0; start < count; start += kBatch) {
    auto chosen = order.slice(0, start, std::min(start + kBatch, count));
    auto batch = inputs.index_select(0, chosen), truth = targets.index({chosen});
    optimizer.zero_grad();
    auto loss = torch::mse_loss(net.forward(batch), truth);
    loss.backward();
    optimizer.step();
  }
}

// One update, called in a loop.
double update(Net& net, torch::optim::Optimizer& optimizer, torch::Tensor x, torch::Tensor y) {
  optimizer.zero_grad();
  torch::Tensor loss = torch::mse_loss(net.forward(x), y);
  loss.backward();
  optimizer.step();
  return loss.item<double>();
}

// A hand-written loss, and weights of samples that are no targets: left alone, since two tensors are compared.
void weighted(Net& net, torch::optim::Optimizer& optimizer, torch::Tensor x, torch::Tensor y, torch::Tensor weights) {
  for (int epoch = 0; epoch < 5; ++epoch) {
    auto difference = net.forward(x) - y;
    (difference.square() * weights).mean().backward();
    optimizer.step();
  }
}

// Parameters without a module: what meets them is input.
void by_hand(torch::Tensor x, torch::Tensor y) {
  auto w = torch::zeros({4, 1}, torch::requires_grad());
  for (int i = 0; i < 10; ++i) {
    (x.mm(w) - y).square().mean().backward();
    torch::NoGradGuard no_grad;
    w -= 0.1 * w.grad();
    w.mutable_grad().zero_();
  }
}

// Tensors of a class.
class Model {
public:
  Model() : inputs_(torch::rand({50, 4})), targets_(torch::rand({50, 1})) {}
  void train() {
    torch::optim::Adam optimizer(net_.parameters());
    for (int epoch = 0; epoch < 8; ++epoch) {
      optimizer.zero_grad();
      auto output = net_.forward(inputs_);
      torch::mse_loss(output, targets_).backward();
      optimizer.step();
    }
  }

private:
  Net net_;
  torch::Tensor inputs_, targets_;
};

// Its inputs are its targets.
void reconstruct(Net& net, torch::optim::Optimizer& optimizer, torch::Tensor x) {
  for (int epoch = 0; epoch < 5; ++epoch) {
    torch::mse_loss(net.forward(x), x).backward();
    optimizer.step();
  }
}

int main() {
  Net net;
  torch::optim::SGD optimizer(net.parameters(), 0.1);
  torch::nn::MSELoss criterion;
  auto x_all = torch::rand({200, 4}), y_all = torch::rand({200, 1});
  auto x_train = x_all.slice(0, 0, 160), y_train = y_all.slice(0, 0, 160);
  const auto x_const = x_train * 2;
  x_train = (x_train - x_train.mean()) / x_train.std();

  // All samples at once, the loss a module.
  torch::Tensor output;
  for (int epoch = 0; epoch < 10; ++epoch) {
    optimizer.zero_grad();
    output = net.forward(x_train);
    auto loss = criterion(output, y_train);
    loss.backward();
    optimizer.step();
  }

  // Batches cut by hand, in a literal's size.
  for (int epoch = 0; epoch < 3; ++epoch) {
    for (int64_t i = 0; i + 32 <= x_all.size(0); i += 32) {
      auto x = x_all.narrow(0, i, 32), y = y_all.narrow(0, i, 32);
      optimizer.zero_grad();
      torch::mse_loss(net.forward(x), y).backward();
      optimizer.step();
    }
  }

  for (int epoch = 0; epoch < 3; ++epoch) fit(net, optimizer, x_train, y_train);
  for (int epoch = 0; epoch < 3; ++epoch) update(net, optimizer, x_const, y_train);
  weighted(net, optimizer, x_train, y_train, torch::ones({160, 1}));
  by_hand(x_train, y_train);
  Model().train();
  reconstruct(net, optimizer, x_all);
  torch::NoGradGuard no_grad;
  std::cout << "test loss: " << torch::mse_loss(net.forward(x_all.slice(0, 160)), y_all.slice(0, 160)) << std::endl;
}
