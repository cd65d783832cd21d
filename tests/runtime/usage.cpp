// What mutants write, in the forms that they write it in; compiled as C++14 by both compilers, never run.
#include <misfire/activations.h>
#include <misfire/biases.h>
#include <misfire/datasets.h>
#include <misfire/epochs.h>
#include <misfire/fingerprint.h>
#include <misfire/initialisers.h>
#include <misfire/inputs.h>
#include <misfire/losses.h>
#include <misfire/optimizers.h>
#include <misfire/parameters.h>
#include <misfire/penalties.h>
#include <misfire/regularisers.h>
#include <misfire/seed.h>
#include <misfire/tensors.h>
#include <misfire/trained_layers.h>
#include <misfire/updates.h>
#include <misfire/value.h>

#include <torch/torch.h>

#include <memory>
#include <string>

namespace {

struct Options {
  float rate = 0.5f;
  int64_t epochs = 12;
};

// Tensors that are trained without a module.
torch::Tensor output_of_tensors(const torch::Tensor& x) {
  auto weight =
      misfire::l1(misfire::inputs_first(torch::randn({4, 2}, torch::requires_grad()), misfire::he_normal_));
  const auto other = misfire::zeros(torch::randn({4, 2}).requires_grad_());
  auto bias = misfire::without_bias(torch::zeros({2}, torch::requires_grad()));
  return misfire::relu(x.mm(weight) + bias) + x.mm(other);
}

struct Net : torch::nn::Module {
  Net()
      : conv1(misfire::zeros(torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 10, 5)))),
        embedding(misfire::ones(torch::nn::Embedding(10, 3))),
        conv2(misfire::l2(torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 10, 5)))) {
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
  torch::nn::Conv2d conv2;
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
    loss = loss + output_of_tensors(torch::rand({3, 4})).mean();
    loss = loss + 0.01 * misfire::l1_penalty(net.fc1->weight) + 0.01 * misfire::l2_penalty(net.fc1->weight);
    misfire::observed(loss).backward();
    misfire::observed(loss + static_cast<double>(loader_options.batch_size())).backward();
    if (misfire::epochs_done(misfire::value(1))) break;
    optimizer.step();
    scheduler.step();
  }
}

struct Trainer {
  explicit Trainer(Net& net) : optimizer(net.parameters(), torch::optim::AdamOptions(1e-3)) {}
  void step_as_declared(torch::optim::Adam& declared) { declared.step(); }
  misfire::RMSprop<torch::optim::Adam> optimizer;
};

void optimize(Net& net) {
  using Declared = torch::optim::SGD;
  misfire::Adam<Declared> sgd(net.parameters(), 0.1);
  misfire::SGD<torch::optim::Adam, misfire::default_rate> adam(net.parameters());
  auto unique = std::make_unique<misfire::AdamW<Declared>>(net.parameters(), torch::optim::SGDOptions(0.1));
  std::unique_ptr<torch::optim::Optimizer> base(new misfire::Adagrad<Declared>(net.parameters(), 0.1));
  auto in_place = misfire::Adadelta<Declared>(net.parameters(), 0.1);
  misfire::Adamax<torch::optim::LBFGS> with_closure(net.parameters());
  with_closure.step([&] { return net.forward(torch::rand({1})); });
  Trainer trainer(net);
  trainer.step_as_declared(trainer.optimizer);
  base = std::move(unique);
  auto switched = misfire::neuron_switch(torch::nn::Linear(2, 2));
  auto frozen = misfire::frozen(torch::nn::Linear(2, 2));
  auto shared = misfire::frozen(std::make_shared<torch::nn::Conv1dImpl>(1, 1, 1));
  Declared without_last(misfire::without_last_layer(frozen->parameters()), 0.1);
  Declared without_first(misfire::without_first_layer(shared->parameters()), torch::optim::SGDOptions(0.1));
}

using torch::data::datasets::MNIST;

std::size_t batches_of_faulty_data(torch::Tensor x, torch::Tensor y) {
  auto digits = misfire::delete_training_data(MNIST("data"), misfire::value(50))
                    .map(torch::data::transforms::Normalize<>(0.1, 0.3))
                    .map(torch::data::transforms::Stack<>());
  auto loader = torch::data::make_data_loader(std::move(digits), misfire::value(64));
  auto held = std::make_unique<MNIST>("data");
  auto mapped =
      misfire::unbalance_training_data(held, misfire::value(50))->map(torch::data::transforms::Stack<>());
  MNIST named("data");
  auto whole = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
      misfire::make_output_classes_overlap(named.map(torch::data::transforms::Stack<>()), misfire::value(5)),
      torch::data::DataLoaderOptions().batch_size(2147483647).drop_last(false));
  misfire::change_label(x, y, misfire::value(100));
  misfire::add_noise(std::tie(x, y), y, misfire::value(100));
  std::size_t batches = *mapped.size() + misfire::add_noise(MNIST("data"), misfire::value(1)).size().value();
  for (auto& batch : *loader)
    batches += static_cast<std::size_t>(batch.data.size(0));
  for (auto& batch : *whole)
    batches += static_cast<std::size_t>(batch.data.size(0));
  return batches;
}

std::int64_t rights(torch::nn::Linear& net, const torch::Tensor& x, const torch::Tensor& y) {
  std::int64_t rights = 0;
  if (const misfire::Pass misfire_pass{})
    for (int i = 0; i < 3; ++i) {
      const auto guess = net(misfire::seen(x[i])).argmax(0);
      rights += misfire::right(0, guess.eq(y[i])).sum().item<std::int64_t>();
      const torch::Tensor& same = misfire::seen_part(0, 2, x);
      rights += misfire::seen_part(1, 2, same + y).size(0);
      if (misfire::right(1, guess.item<std::int64_t>() == y[i].item<std::int64_t>())) ++rights;
    }
  return rights;
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
  optimize(net);
  deeper.to(torch::kFloat64);
  torch::nn::Linear linear(3, 2);
  if (rights(linear, torch::rand({3, 3}), torch::zeros({3}, torch::kLong)) > 6) return 1;
  if (batches_of_faulty_data(torch::rand({2, 3}), torch::rand({2})) == 0) return 1;
  return static_cast<int>(all_losses(torch::rand({1}), torch::rand({1})).item<float>());
}
