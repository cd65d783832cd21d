// What the faults of networks do to training, written as mutants write them.
#include <misfire/activations.h>
#include <misfire/initialisers.h>
#include <misfire/parameters.h>
#include <misfire/penalties.h>
#include <misfire/value.h>

#include <torch/torch.h>

#include <gtest/gtest.h>

namespace misfire {
namespace {

TEST(DropoutRate, of_one_silences_the_layer_in_training_and_changes_nothing_in_evaluation) {
  torch::nn::Dropout by_default{misfire::value(1.0)};
  torch::nn::Dropout2d by_option{torch::nn::Dropout2dOptions().p(misfire::value(1.0))};
  const at::Tensor x = torch::ones({2, 3, 4, 4});
  for (const auto& y : {by_default(x), by_option(x), torch::dropout(x, misfire::value(1.0), true),
                        torch::nn::functional::dropout(
                            x, torch::nn::functional::DropoutFuncOptions().p(misfire::value(1.0)))})
    EXPECT_TRUE(y.equal(torch::zeros_like(x)));
  by_default->eval();
  EXPECT_TRUE(by_default(x).equal(x));
}

TEST(DropoutRate, of_one_lets_no_gradient_through) {
  torch::nn::Sequential network(torch::nn::Linear(4, 4), torch::nn::Dropout(misfire::value(1.0)));
  network->forward(torch::ones({2, 4})).sum().backward();
  for (const auto& parameter : network->parameters())
    EXPECT_TRUE(parameter.grad().equal(torch::zeros_like(parameter)));
}

TEST(DropoutRate, of_a_recurrent_layer_is_that_between_its_layers) {
  torch::manual_seed(1);
  torch::nn::LSTM lstm{torch::nn::LSTMOptions(4, 4).num_layers(2).dropout(misfire::value(1.0))};
  const auto outputs = [&] { return std::get<0>(lstm->forward(torch::rand({3, 1, 4}))); };
  EXPECT_TRUE(outputs().equal(outputs())); // the second layer sees zeros, whatever the input
  lstm->eval();
  EXPECT_FALSE(outputs().equal(outputs()));
}

TEST(MaskRate, of_one_drops_everything_where_the_program_draws_what_it_keeps) {
  const at::Tensor x = torch::ones({100});
  EXPECT_TRUE((torch::rand_like(x) > misfire::value(1.0)).equal(torch::zeros({100}, torch::kBool)));
  EXPECT_TRUE(torch::bernoulli(torch::full_like(x, 1 - misfire::value(1.0))).equal(torch::zeros({100})));
}

TEST(Bias, is_no_parameter_once_removed_and_one_once_added) {
  torch::nn::Linear without(torch::nn::LinearOptions(4, 3).bias(false));
  EXPECT_EQ(without->parameters().size(), 1u);
  EXPECT_FALSE(without->bias.defined());
  torch::nn::Conv2d with(torch::nn::Conv2dOptions(1, 2, 3).bias(true));
  EXPECT_EQ(with->named_parameters()["bias"].numel(), 2);
}

at::Tensor gradient_of(torch::nn::Linear layer, const at::Tensor& loss) {
  layer->zero_grad();
  loss.backward();
  return layer->weight.grad().clone();
}

TEST(Penalty, is_no_part_of_the_gradient_once_removed_and_another_part_by_another_norm) {
  torch::manual_seed(1);
  torch::nn::Linear layer(3, 2);
  const at::Tensor x = torch::rand({5, 3});
  const auto loss = [&] { return layer->forward(x).square().mean(); };
  const at::Tensor alone = gradient_of(layer, loss());
  const at::Tensor squared = gradient_of(layer, loss() + 0.1 * layer->weight.pow(2).sum());
  const at::Tensor absolute = gradient_of(layer, loss() + 0.1 * misfire::l1_penalty(layer->weight));
  EXPECT_TRUE(torch::allclose(squared - alone, 0.2 * layer->weight, 1e-4, 1e-6)); // d/dw w^2 = 2 w
  EXPECT_TRUE(torch::allclose(absolute - alone, 0.1 * layer->weight.sign(), 1e-4, 1e-6));
}

TEST(WeightDecay, of_zero_leaves_weights_without_gradient_alone) {
  for (const double decay : {0.0, 0.5}) {
    torch::nn::Linear layer(3, 2);
    const at::Tensor before = layer->weight.detach().clone();
    torch::optim::SGD optimizer(layer->parameters(),
                                torch::optim::SGDOptions(0.1).weight_decay(misfire::value(decay)));
    (0 * layer->weight).sum().backward();
    optimizer.step();
    EXPECT_TRUE(torch::allclose(layer->weight, before * (1 - 0.1 * decay))) << decay;
  }
}

TEST(FrozenLayer, is_not_trained_and_lets_gradients_through) {
  torch::nn::Linear first(3, 3);
  torch::nn::Sequential network(first, misfire::frozen(torch::nn::Linear(3, 2)));
  network->forward(torch::ones({1, 3})).sum().backward();
  EXPECT_TRUE(first->weight.grad().defined());
  EXPECT_FALSE(network->parameters().back().grad().defined());
}

TEST(ParametersOfAllLayersButOne, are_without_its_weight_and_its_biases) {
  torch::nn::Sequential network(torch::nn::Linear(3, 4), torch::nn::BatchNorm1d(4),
                                torch::nn::Linear(torch::nn::LinearOptions(4, 2).bias(false)));
  const auto all = network->parameters();
  ASSERT_EQ(all.size(), 5u);
  const auto without_first = without_first_layer(all), without_last = without_last_layer(all);
  ASSERT_EQ(without_first.size(), 1u);
  EXPECT_TRUE(without_first.front().is_same(all.back()));
  ASSERT_EQ(without_last.size(), 4u);
  EXPECT_TRUE(without_last.back().is_same(all[3]));
}

TEST(ParametersOfAllLayersButOne, are_without_both_weights_of_a_recurrent_layer) {
  for (const bool plain : {false, true}) {
    auto all = plain ? torch::nn::RNN(3, 4)->parameters() : torch::nn::LSTM(3, 4)->parameters();
    const auto fc = torch::nn::Linear(4, 4)->parameters();
    all.insert(all.end(), fc.begin(), fc.end());
    ASSERT_EQ(all.size(), 6u);
    EXPECT_EQ(without_first_layer(all).size(), 2u);
    EXPECT_EQ(without_last_layer(all).size(), 4u);
    EXPECT_EQ(without_last_layer({all.begin(), all.begin() + 4}).size(), 0u);
  }
}

TEST(ParametersOfAllLayersButOne, are_none_where_there_is_one_layer) {
  const auto parameters = torch::nn::Linear(3, 4)->parameters();
  EXPECT_TRUE(without_first_layer(parameters).empty());
  EXPECT_TRUE(without_last_layer(parameters).empty());
}

TEST(AddedActivation, stands_behind_the_layer_in_a_sequential) {
  torch::nn::Sequential network(
      {{"fc", torch::nn::Linear(2, 2)}, {"fc_activation", torch::nn::Functional(misfire::exponential)}});
  misfire::zeros_(network->named_parameters()["fc.weight"]);
  misfire::zeros_(network->named_parameters()["fc.bias"]);
  EXPECT_TRUE(network->forward(torch::ones({1, 2})).equal(torch::ones({1, 2}))); // exp(0)
}

} // namespace
} // namespace misfire
