// A function that trains an epoch and calls itself for the next; what it measures is returned and printed by its caller.
#include <torch/torch.h>

#include <iostream>
#include <utility>

struct Result {
  double loss;
  double accuracy;
};

class Mlp : public torch::nn::Module {
public:
  explicit Mlp(int64_t classes) {
    in = register_module("in", torch::nn::Linear(10, 20));
    norm = register_module("norm", torch::nn::BatchNorm1d(20));
    out = register_module("out", torch::nn::Linear(20, classes));
  }
  torch::Tensor forward(const torch::Tensor& x) { return out(norm(in(x)).sigmoid()); }

private:
  torch::nn::Linear in{nullptr}, out{nullptr};
  torch::nn::BatchNorm1d norm{nullptr};
};

Result evaluate(Mlp& model, const torch::Tensor& x, const torch::Tensor& y) {
  torch::NoGradGuard guard;
  model.eval();
  const auto output = model.forward(x);
  model.train();
  return {torch::nn::functional::cross_entropy(output, y).item<double>(),
          (output.argmax(1) == y).to(torch::kDouble).mean().item<double>()};
}

double train_epoch(Mlp& model, torch::optim::Optimizer& optimizer, const torch::Tensor& x, const torch::Tensor& y) {
  double total = 0;
  int64_t batches = 0;
  for (int64_t i = 0; i < x.size(0); i += 25, ++batches) {
    optimizer.zero_grad();
    const auto loss = torch::nn::functional::cross_entropy(model.forward(x.narrow(0, i, 25)), y.narrow(0, i, 25));
    loss.backward();
    optimizer.step();
    total += loss.item<double>();
  }
  return total / batches;
}

void train(Mlp& model, torch::optim::Optimizer& optimizer, torch::Tensor x, torch::Tensor y, int remaining) {
  if (remaining == 0) return;
  const double loss = train_epoch(model, optimizer, x, y);
  std::cout << remaining << " epochs to go, training loss " << loss << "\n";
  train(model, optimizer, x, y, remaining - 1);
}

int main() {
  auto model = Mlp(4);
  torch::optim::RMSprop optimizer(model.parameters(), 1e-3);
  auto x = torch::randn({500, 10});
  auto y = torch::randint(4, {500}, torch::kLong);
  auto x_test = torch::randn({100, 10});
  auto y_test = torch::randint(4, {100}, torch::kLong);
  train(model, optimizer, x, y, 10);
  const auto result = evaluate(model, x_test, y_test);
  std::cout << "test loss " << result.loss << ", test accuracy " << 100 * result.accuracy << "%\n";
}
