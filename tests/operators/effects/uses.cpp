// Small trainings and computations in which faults of single calls show: they print what comes out of them.
#include <torch/torch.h>

#include <cstdio>

namespace F = torch::nn::functional;

double value(const torch::Tensor& tensor) { return tensor.item<double>(); }

// One weight at 1, and its gradient where a loss is taken of it.
struct One {
  torch::nn::Linear net{torch::nn::LinearOptions(1, 1).bias(false)};
  One() { torch::nn::init::ones_(net->weight); }
};

void probabilities() {
  One one;
  torch::optim::SGD optimizer(one.net->parameters(), 1e-9);
  for (int epoch = 0; epoch < 1; ++epoch) {
    optimizer.zero_grad();
    const auto scores = one.net->forward(torch::zeros({4, 1})) + torch::arange(2, torch::kFloat).view({1, 2}) * 0;
    const auto loss = torch::nll_loss(torch::log_softmax(scores, 1), torch::zeros({4}, torch::kLong));
    loss.backward();
    optimizer.step();
    std::printf("loss %.3f\n", value(loss));
  }
}

void shapes() {
  const auto pixels = torch::full({2, 2}, 255.0), scaled = pixels / 255;
  const auto turned = torch::arange(4, torch::kFloat).view({2, 2}).transpose(0, 1);
  auto values = torch::full({2}, 5.0);
  values = values.clamp(0, 1);
  std::printf("largest %.0f turned %.0f limited %.0f empty %.0f\n", value(scaled.max()), value(turned[0].sum()),
              value(values.max()), value(torch::zeros({8}).abs().sum().ceil().clamp_max(1)));
}

void normalisation() {
  const auto x = torch::arange(2, torch::kFloat).view({2, 1}) * 2;
  const auto known = F::batch_norm(x, torch::zeros({1}), torch::ones({1}), F::BatchNormFuncOptions().training(true));
  torch::nn::BatchNorm1d norm(1);
  const auto masked = torch::zeros({1, 2}).masked_fill(torch::arange(2).view({1, 2}) > 0, -1e9).softmax(1);
  std::printf("normalised %.2f %.2f masked %.2f %.2f\n", value(known.max()), value(norm->forward(x).max()),
              value(masked[0][0]), value(masked[0][1]));
}

void gradients() {
  One one;
  torch::optim::SGD optimizer(one.net->parameters(), 1e-9);
  const auto x = torch::ones({1, 1});
  int turn = 0;
  for (int epoch = 0; epoch < 1; ++epoch) {
    for (int i = 0; i < 4; ++i) {
      const auto output = one.net->forward(x);
      const auto next = (2 * one.net->forward(x)).detach();
      const auto of_next = torch::mse_loss(output, next), of_ones = torch::l1_loss(output, torch::ones_like(output));
      auto loss = of_next + of_ones;
      loss = loss / 4;
      loss.backward();
      if (++turn % 4 == 0) {
        std::printf("gradient %.2f of %.2f\n", value(one.net->weight.grad()), value(loss));
        optimizer.step();
        optimizer.zero_grad();
      }
    }
  }
}

void orders() {
  torch::manual_seed(1);
  One one;
  torch::optim::SGD optimizer(one.net->parameters(), 1e-9);
  torch::Tensor last;
  for (int epoch = 0; epoch < 2; ++epoch) {
    const auto order = torch::randperm(64);
    for (int i = 0; i < 64; i += 32) {
      optimizer.zero_grad();
      const auto x = order.slice(0, i, i + 32).to(torch::kFloat).view({32, 1});
      torch::mse_loss(one.net->forward(x), x).backward();
      optimizer.step();
    }
    std::printf("in order %d again %d\n", order.equal(torch::arange(64)), last.defined() && order.equal(last));
    last = order;
  }
}

void kept() {
  One one;
  torch::optim::Adam optimizer(one.net->parameters(), torch::optim::AdamOptions(1).betas({0.5, 0.75}));
  const auto x = torch::ones({2, 1}), y = torch::zeros({2, 1});
  std::vector<torch::Tensor> best;
  double lowest = 1e9;
  int right = 0, count = 0;
  for (int epoch = 0; epoch < 2; ++epoch) {
    for (int i = 0; i < 2; ++i) {
      optimizer.zero_grad();
      auto loss = torch::mse_loss(one.net->forward(x.slice(0, i, i + 1)), y.slice(0, i, i + 1));
      loss.backward();
      optimizer.step();
      right += i;
      ++count;
    }
    const double loss = value(torch::mse_loss(one.net->forward(x), y));
    if (epoch == 0 && loss < lowest) {
      lowest = loss;
      for (const auto& parameter : one.net->parameters()) best.push_back(parameter.detach().clone());
    }
    for (auto& group : optimizer.param_groups()) static_cast<torch::optim::AdamOptions&>(group.options()).lr(0.5);
  }
  const auto& options = static_cast<torch::optim::AdamOptions&>(optimizer.param_groups()[0].options());
  std::printf("kept %d rate %.1f beta %.2f\n", best[0].equal(one.net->weight), options.lr(), std::get<0>(options.betas()));
  std::printf("moved %d\n", value(one.net->weight) != 1);
  for (const auto& state : optimizer.state())
    std::printf("steps %d\n", int(static_cast<torch::optim::AdamParamState&>(*state.second).step()));
  std::printf("accuracy: %.1f\n", 100. * right / count);
}

struct NetImpl : torch::nn::Module {
  NetImpl()
      : third(register_module("third", torch::nn::Linear(2, 2))),
        fourth(register_module("fourth", torch::nn::Linear(2, 2))) {
    register_module("first", first);
    register_module("second", second);
  }
  torch::Tensor forward(torch::Tensor x) {
    return fourth->forward(third->forward(second->forward(first->forward(x))));
  }
  torch::nn::Linear third, fourth, first{2, 4}, second{4, 2};
};
TORCH_MODULE(Net);

void registrations() {
  Net net;
  torch::optim::SGD optimizer(net->parameters(), 0.1);
  int64_t count = 0;
  for (const auto& parameter : net->parameters()) count += parameter.numel();
  std::printf("parameters %d shared %d\n", int(count), net->third->weight.is_same(net->fourth->weight));
  for (int epoch = 0; epoch < 1; ++epoch) {
    optimizer.zero_grad();
    torch::mse_loss(net->forward(torch::ones({1, 2})), torch::ones({1, 2})).backward();
    optimizer.step();
  }
}

// Sample i of 8 is i, and its label too; those of the test are 100 more.
struct Points : torch::data::datasets::Dataset<Points> {
  enum class Mode { kTrain, kTest };
  explicit Points(Mode mode) : base(mode == Mode::kTrain ? 0 : 100) {}
  torch::data::Example<> get(size_t i) override {
    return {torch::full({1}, double(base + int(i))), torch::full({}, int64_t(i), torch::kLong)};
  }
  torch::optional<size_t> size() const override { return 8; }
  int base;
};

void sets() {
  torch::manual_seed(1);
  torch::nn::Linear net(1, 8);
  torch::optim::SGD optimizer(net->parameters(), 1e-9);
  auto points = Points(Points::Mode::kTrain)
                    .map(torch::data::transforms::Normalize<>(-1.0, 1.0))
                    .map(torch::data::transforms::Stack<>());
  auto held = Points(Points::Mode::kTest)
                  .map(torch::data::transforms::Normalize<>(-1.0, 1.0))
                  .map(torch::data::transforms::Stack<>());
  auto loader = torch::data::make_data_loader(std::move(points), 2);
  auto scored = torch::data::make_data_loader(std::move(held), 8);
  for (int epoch = 0; epoch < 1; ++epoch) {
    int batches = 0;
    double apart = 0;
    for (auto& batch : *loader) {
      optimizer.zero_grad();
      torch::cross_entropy_loss(net->forward(batch.data.view({-1, 1})), batch.target).backward();
      optimizer.step();
      ++batches;
      apart += value((batch.data.view({-1}) - batch.target).abs().sum());
    }
    std::printf("batches %d apart %.0f\n", batches, apart);
    torch::NoGradGuard no_grad;
    for (auto& batch : *scored) {
      net->forward(batch.data.view({-1, 1}));
      std::printf("largest scored %.0f\n", value(batch.data.max()));
    }
  }
}

int main() {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  probabilities();
  shapes();
  normalisation();
  gradients();
  orders();
  kept();
  registrations();
  sets();
  return 0;
}
