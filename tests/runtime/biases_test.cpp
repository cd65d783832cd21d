// Tensors that a program trains without a module: a bias that stays zero, a weight with its inputs first.
#include <misfire/biases.h>
#include <misfire/initialisers.h>
#include <misfire/regularisers.h>

#include <torch/torch.h>

#include <gtest/gtest.h>

namespace misfire {
namespace {

TEST(WithoutBias, is_zero_before_and_after_a_step) {
  const auto bias = without_bias(torch::ones({2}, torch::requires_grad()));
  const auto weight = torch::ones({3, 2}, torch::requires_grad());
  torch::optim::SGD optimizer(std::vector<torch::Tensor>{weight, bias}, 0.1);
  (torch::ones({1, 3}).mm(weight) + bias).sum().backward();
  optimizer.step();
  EXPECT_TRUE(torch::equal(bias, torch::zeros({2})));
  EXPECT_TRUE(torch::equal(weight, torch::full({3, 2}, 0.9)));
}

TEST(InputsFirst, fills_a_weight_as_if_it_were_turned_round) {
  torch::manual_seed(1);
  const auto turned = he_normal_(torch::empty({5, 300}));
  torch::manual_seed(1);
  const auto weight = inputs_first(torch::empty({300, 5}, torch::requires_grad()), he_normal_);
  EXPECT_NEAR(weight.std().item<double>(), turned.std().item<double>(),
              0.01); // sqrt(2 / 300), not sqrt(2 / 5)
  EXPECT_TRUE(weight.is_leaf() && weight.requires_grad());
}

TEST(PlainWeight, is_filled_and_regularised_without_a_module) {
  auto weight = l2(ones(torch::empty({2, 2}, torch::requires_grad())));
  weight.sum().backward();
  EXPECT_TRUE(torch::allclose(weight.grad(), torch::full({2, 2}, 1.02))); // 1 + 2 * 0.01
}

} // namespace
} // namespace misfire
