// Gradients against those of the penalty written into the loss: Keras' 0.01 * sum |w| and 0.01 * sum w^2.
#include <misfire/penalties.h>
#include <misfire/regularisers.h>

#include <torch/torch.h>

#include <gtest/gtest.h>

namespace misfire {
namespace {

using Penalty = at::Tensor (*)(const at::Tensor&);

at::Tensor both(const at::Tensor& weight) {
  return l1_penalty(weight) + l2_penalty(weight);
}

torch::nn::Linear copy_of(const torch::nn::Linear& layer) {
  torch::nn::Linear copy(layer->options);
  const torch::NoGradGuard no_grad;
  copy->weight.copy_(layer->weight);
  copy->bias.copy_(layer->bias);
  return copy;
}

at::Tensor loss_of(torch::nn::Linear layer) {
  return layer->forward(torch::tensor({{1.0f, -2.0f, 3.0f}})).square().sum();
}

void expect_the_gradient_of(Penalty penalty, torch::nn::Linear (*regularise)(torch::nn::Linear)) {
  torch::manual_seed(1);
  auto layer = regularise(torch::nn::Linear(3, 2));
  auto plain = copy_of(layer);
  loss_of(layer).backward();
  (loss_of(plain) + 0.01 * penalty(plain->weight)).backward();
  EXPECT_TRUE(torch::allclose(layer->weight.grad(), plain->weight.grad(), 1e-6, 1e-7));
  EXPECT_TRUE(layer->bias.grad().equal(plain->bias.grad()));
}

TEST(Regularisers, add_the_gradient_of_their_penalty_to_that_of_the_loss) {
  expect_the_gradient_of(l1_penalty, l1<torch::nn::Linear>);
  expect_the_gradient_of(l2_penalty, l2<torch::nn::Linear>);
  expect_the_gradient_of(both, l1_l2<torch::nn::Linear>);
}

TEST(Regularisers, count_once_a_backward_however_often_the_layer_is_used) {
  torch::manual_seed(1);
  auto layer = l2(torch::nn::Linear(3, 2));
  auto plain = copy_of(layer);
  (loss_of(layer) + loss_of(layer) + loss_of(layer)).backward();
  (3 * loss_of(plain) + 0.01 * l2_penalty(plain->weight)).backward();
  EXPECT_TRUE(torch::allclose(layer->weight.grad(), plain->weight.grad(), 1e-6, 1e-6));

  loss_of(layer).backward(); // the second backward() adds it again
  (loss_of(plain) + 0.01 * l2_penalty(plain->weight)).backward();
  EXPECT_TRUE(torch::allclose(layer->weight.grad(), plain->weight.grad(), 1e-6, 1e-6));
}

TEST(Regularisers, follow_the_weights_as_they_change) {
  auto layer = l1(torch::nn::Linear(3, 2));
  layer->to(torch::kFloat64);
  torch::optim::SGD optimizer(layer->parameters(), 0.1);
  {
    const torch::NoGradGuard no_grad;
    layer->weight.fill_(-2);
  }
  (0 * layer->weight).sum().backward();
  EXPECT_TRUE(layer->weight.grad().equal(torch::full({2, 3}, -0.01, torch::kFloat64)));
  optimizer.step();
  EXPECT_TRUE(torch::allclose(layer->weight, torch::full({2, 3}, -1.999, torch::kFloat64)));
}

TEST(Regularisers, shrink_weights_that_the_loss_leaves_alone) {
  torch::nn::Sequential network(l2(torch::nn::Linear(2, 2)), torch::nn::ReLU());
  const auto weight = network[0]->as<torch::nn::Linear>()->weight;
  const auto before = weight.detach().clone();
  torch::optim::SGD optimizer(network->parameters(), 0.5);
  (0 * weight).sum().backward();
  optimizer.step();
  EXPECT_TRUE(torch::allclose(weight, before * (1 - 0.5 * 0.02))); // w - rate * 2 * 0.01 * w
}

TEST(Regularisers, reach_all_weights_of_a_recurrent_layer_and_no_bias) {
  auto lstm = l2(torch::nn::LSTM(torch::nn::LSTMOptions(3, 2).num_layers(2)));
  at::Tensor nothing = torch::zeros({});
  for (const auto& parameter : lstm->parameters())
    nothing = nothing + (0 * parameter).sum();
  nothing.backward();
  for (const auto& parameter : lstm->named_parameters()) {
    const bool is_weight = parameter.key().find("weight") == 0;
    EXPECT_EQ(parameter.value().grad().abs().sum().item<double>() > 0, is_weight) << parameter.key();
  }
}

TEST(Regularisers, do_not_keep_their_layer_alive) {
  c10::weak_intrusive_ptr<at::TensorImpl> weight = [] {
    auto layer = l2(torch::nn::Linear(3, 2));
    return c10::weak_intrusive_ptr<at::TensorImpl>(layer->weight.getIntrusivePtr());
  }();
  EXPECT_TRUE(weight.expired());
}

TEST(Regularisers, refuse_layers_without_weights) {
  EXPECT_THROW(l2(torch::nn::ReLU()), c10::Error);
}

TEST(Penalties, are_sums_of_absolute_values_and_of_squares) {
  const at::Tensor weight = torch::tensor({1.0, -2.0, 3.0});
  EXPECT_EQ(l1_penalty(weight).item<double>(), 6);
  EXPECT_EQ(l2_penalty(weight).item<double>(), 14);
}

} // namespace
} // namespace misfire
