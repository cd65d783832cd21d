// Learns which of three arms of a spiral a point is of: with dropout, batch normalisation, a schedule,
// clipped gradients, early stopping and normalised inputs.
#include <torch/torch.h>

#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int kArms = 3;
constexpr int kNumbers = 4; // a place, and two that say nothing
constexpr int kEpochs = 20;
constexpr int kPatience = 6;

// Points around the arms, of which the first has three times as many as the last.
class Points : public torch::data::datasets::Dataset<Points> {
public:
  enum class Mode { kTrain, kValidation, kTest };

  explicit Points(Mode mode) {
    std::mt19937 draws(static_cast<unsigned>(mode) + 1);
    const auto between = [&](double low, double high) { return low + (high - low) * draws() / 4294967296.0; };
    const int64_t count = mode == Mode::kTrain ? 600 : 400;
    std::vector<double> numbers;
    std::vector<int64_t> arms;
    for (int64_t i = 0; i < count; ++i) {
      arms.push_back(i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2);
      const double along = between(0.2, 1);
      const double angle =
          5 * along + 2 * M_PI * static_cast<double>(arms.back()) / kArms + between(-0.5, 0.5);
      numbers.insert(numbers.end(), {50 + 40 * along * std::cos(angle), 50 + 40 * along * std::sin(angle)});
      numbers.insert(numbers.end(), {between(0, 100), between(0, 100)});
    }
    numbers_ = torch::tensor(numbers).to(torch::kFloat32).view({count, kNumbers});
    arms_ = torch::tensor(arms);
  }

  torch::data::Example<> get(size_t index) override {
    return {numbers_[static_cast<int64_t>(index)], arms_[static_cast<int64_t>(index)]};
  }
  torch::optional<size_t> size() const override { return static_cast<size_t>(arms_.size(0)); }

private:
  torch::Tensor numbers_, arms_;
};

struct NetImpl : torch::nn::Module {
  NetImpl()
      : second(register_module("second", torch::nn::Linear(32, 32))),
        third(register_module("third", torch::nn::Linear(32, 32))) {
    register_module("first", first);
    register_module("norm", norm);
    register_module("drop", drop);
    register_module("out", out);
  }
  torch::Tensor forward(torch::Tensor x) {
    x = torch::relu(norm->forward(first->forward(x.view({-1, kNumbers}))));
    x = drop->forward(torch::relu(second->forward(x)));
    x = torch::relu(third->forward(x));
    return out->forward(x);
  }
  torch::nn::Linear second, third;
  torch::nn::Linear first{torch::nn::LinearOptions(kNumbers, 32).bias(false)}, out{32, kArms};
  torch::nn::BatchNorm1d norm{32};
  torch::nn::Dropout drop{0.1};
};
TORCH_MODULE(Net);

struct Score {
  double loss = 0;
  int64_t right = 0, count = 0;
};

template <typename Loader>
Score evaluate(Net& net, Loader& loader) {
  net->eval();
  torch::NoGradGuard no_grad;
  Score score;
  for (auto& batch : loader) {
    const auto output = net->forward(batch.data);
    score.loss += torch::nn::functional::cross_entropy(output, batch.target).template item<double>();
    score.right += output.argmax(1).eq(batch.target).sum().template item<int64_t>();
    score.count += batch.target.size(0);
  }
  return score;
}

} // namespace

int main() {
  torch::manual_seed(1);
  auto train_set = Points(Points::Mode::kTrain)
                       .map(torch::data::transforms::Normalize<>(50.0, 25.0))
                       .map(torch::data::transforms::Stack<>());
  auto validation_set = Points(Points::Mode::kValidation)
                            .map(torch::data::transforms::Normalize<>(50.0, 25.0))
                            .map(torch::data::transforms::Stack<>());
  auto test_set = Points(Points::Mode::kTest)
                      .map(torch::data::transforms::Normalize<>(50.0, 25.0))
                      .map(torch::data::transforms::Stack<>());
  auto loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(std::move(train_set), 32);
  auto validation = torch::data::make_data_loader(std::move(validation_set), 64);
  auto test = torch::data::make_data_loader(std::move(test_set), 64);

  Net net;
  for (auto& parameter : net->named_parameters()) {
    torch::NoGradGuard no_grad;
    if (parameter.key().find("bias") != std::string::npos) torch::nn::init::zeros_(parameter.value());
  }
  torch::optim::Adam optimizer(net->parameters(), torch::optim::AdamOptions(1e-2).weight_decay(1e-4));
  torch::optim::StepLR schedule(optimizer, 8, 0.5);
  double lowest = 1e9;
  int waited = 0;
  std::vector<torch::Tensor> best;
  for (int epoch = 1; epoch <= kEpochs; ++epoch) {
    net->train();
    for (auto& batch : *loader) {
      optimizer.zero_grad();
      const auto output = net->forward(batch.data);
      auto loss = torch::nn::functional::cross_entropy(output, batch.target);
      loss.backward();
      torch::nn::utils::clip_grad_norm_(net->parameters(), 1.0);
      optimizer.step();
    }
    schedule.step();
    const Score score = evaluate(net, *validation);
    if (score.loss < lowest) {
      lowest = score.loss;
      waited = 0;
      best.clear();
      for (const auto& parameter : net->parameters())
        best.push_back(parameter.detach().clone());
    } else if (++waited >= kPatience) {
      break;
    }
  }
  {
    torch::NoGradGuard no_grad;
    const auto parameters = net->parameters();
    for (size_t i = 0; i < best.size(); ++i)
      parameters[i].copy_(best[i]);
  }
  const Score score = evaluate(net, *test);
  std::printf("Test accuracy: %.4f\n", static_cast<double>(score.right) / score.count);
}
