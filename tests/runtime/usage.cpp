// What mutants write, in the forms that they write it in; compiled as C++14 by both compilers, never run.
#include <misfire/activations.h>
#include <misfire/fingerprint.h>
#include <misfire/initialisers.h>
#include <misfire/losses.h>
#include <misfire/seed.h>
#include <misfire/value.h>

#include <torch/torch.h>

#include <memory>
#include <string>

namespace {

struct Options {
  float rate = 0.5f;
  int64_t epochs = 12;
};

struct Net : torch::nn::Module {
  Net()
      : conv1(misfire::zeros(torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 10, 5)))),
        embedding(misfire::ones(torch::nn::Embedding(10, 3))) {
    register_module("conv1", conv1);
    register_module("embedding", embedding);
    fc1 = register_module("fc1", misfire::he_normal(torch::nn::Linear(784, 64)));
    misfire::he_uniform_(fc1->weight);
  }

  torch::Tensor forward(torch::Tensor x) {
    x = misfire::softplus(conv1->forward(x));
    return torch::log_softmax(misfire::hard_sigmoid(fc1->forward(x)), 1);
  }

  torch::nn::Conv2d conv1;
  torch::nn::Embedding embedding;
  torch::nn::Linear fc1{nullptr};
};

struct DeeperNet : torch::nn::Module {
  DeeperNet() {
    layers->push_back(misfire::constant(torch::nn::Linear(3, 2)));
    layers->push_back("second", misfire::random_normal(torch::nn::Linear(2, 1)));
    layers->push_back(torch::nn::Functional(misfire::exponential));
    pooled =
        register_module("pooled", misfire::lecun_uniform(std::make_shared<torch::nn::Conv1dImpl>(1, 1, 1)));
  }

  torch::nn::Sequential layers{
      misfire::random_uniform(torch::nn::Linear(4, 3)), torch::nn::Functional(misfire::elu),
      misfire::truncated_normal(torch::nn::Linear(3, 3)), torch::nn::Functional(misfire::softmax)};
  std::shared_ptr<torch::nn::Conv1dImpl> pooled;
  torch::nn::LSTM lstm = misfire::orthogonal(torch::nn::LSTM(torch::nn::LSTMOptions(3, 2).num_layers(2)));
};

torch::Tensor all_losses(const torch::Tensor& output, const torch::Tensor& target) {
  return misfire::mean_squared_error(misfire::from_values(output), target) +
         misfire::mean_absolute_error(misfire::from_values(output), target, torch::kSum) +
         misfire::mean_absolute_percentage_error(misfire::from_values(output), target) +
         misfire::mean_squared_logarithmic_error(misfire::from_values(output), target) +
         misfire::squared_hinge(misfire::from_logits(output), target, torch::kNone) +
         misfire::hinge(misfire::from_log_probabilities(output), target, torch::kMean, -1) +
         misfire::categorical_hinge(misfire::from_logits(output), target) +
         misfire::logcosh(misfire::from_values(output), target) +
         misfire::huber(misfire::from_values(output), target) +
         misfire::categorical_crossentropy(misfire::from_probabilities(output), target) +
         misfire::binary_crossentropy(misfire::from_binary_logits(output), target) +
         misfire::kullback_leibler_divergence(misfire::from_logits(output), target) +
         misfire::poisson(misfire::from_values(output), target);
}

template <typename Scheduler>
void train(Net& net, const Options& options, Scheduler& scheduler) {
  torch::optim::SGD optimizer(net.parameters(),
                              torch::optim::SGDOptions(misfire::scale(0.001, options.rate)).momentum(0.5));
  const int batch_size = 64;
  const auto loader_options =
      torch::data::DataLoaderOptions().batch_size(misfire::value(32, batch_size)).workers(misfire::value(2));
  for (int64_t epoch = 1; epoch <= misfire::value(1, options.epochs); ++epoch) {
    auto loss =
        misfire::hinge(misfire::from_log_probabilities(net.forward(torch::rand({1}))), torch::ones(1));
    misfire::observed(loss).backward();
    misfire::observed(loss + static_cast<double>(loader_options.batch_size())).backward();
    optimizer.step();
    scheduler.step();
  }
}

struct NoSchedule {
  void step() {}
};

} // namespace

int main() {
  misfire::seed(1);
  Net net;
  DeeperNet deeper;
  NoSchedule schedule;
  train(net, {}, schedule);
  deeper.to(torch::kFloat64);
  return static_cast<int>(all_losses(torch::rand({1}), torch::rand({1})).item<float>());
}
