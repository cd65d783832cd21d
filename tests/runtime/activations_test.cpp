// The numbers are those of /usr/bin/python3 tests/runtime/reference.py (PyTorch 1.13).
#include <misfire/activations.h>

#include <torch/torch.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace misfire {
namespace {

using Activation = at::Tensor (*)(const at::Tensor&);

void expect_activation(Activation activation, const std::vector<double>& expected) {
  const at::Tensor x = torch::tensor({-6.0, -1.0, -0.5, 0.0, 0.5, 1.0, 6.0}, torch::kFloat64);
  const at::Tensor y = activation(x);
  EXPECT_TRUE(torch::allclose(y, torch::tensor(expected, torch::kFloat64), 1e-10, 1e-14)) << y;
  EXPECT_TRUE(x.equal(torch::tensor({-6.0, -1.0, -0.5, 0.0, 0.5, 1.0, 6.0}, torch::kFloat64)));
}

TEST(Activations, are_the_reference) {
  expect_activation(elu, {-0.997521247823, -0.632120558829, -0.393469340287, 0, 0.5, 1, 6});
  expect_activation(selu, {-1.75374144828, -1.11133073781, -0.691758187803, 0, 0.525350493678, 1.05070098736,
                           6.30420592413});
  expect_activation(softplus, {0.00247568513773, 0.313261687518, 0.47407698418, 0.69314718056, 0.97407698418,
                               1.31326168752, 6.00247568514});
  expect_activation(softsign,
                    {-0.857142857143, -0.5, -0.333333333333, 0, 0.333333333333, 0.5, 0.857142857143});
  expect_activation(relu, {0, 0, 0, 0, 0.5, 1, 6});
  expect_activation(tanh, {-0.999987711651, -0.761594155956, -0.46211715726, 0, 0.46211715726, 0.761594155956,
                           0.999987711651});
  expect_activation(sigmoid, {0.00247262315663, 0.26894142137, 0.377540668798, 0.5, 0.622459331202,
                              0.73105857863, 0.997527376843});
  expect_activation(hard_sigmoid, {0, 0.3, 0.4, 0.5, 0.6, 0.7, 1});
  expect_activation(exponential, {0.00247875217667, 0.367879441171, 0.606530659713, 1, 1.6487212707,
                                  2.71828182846, 403.428793493});
  expect_activation(linear, {-6, -1, -0.5, 0, 0.5, 1, 6});
  expect_activation(softmax, {6.04909078792e-06, 0.000897764673534, 0.00148016371334, 0.0024403773983,
                              0.00402350212511, 0.00663363353638, 0.984518509463});
}

TEST(Softmax, is_over_the_channels) {
  const at::Tensor x = torch::randn({2, 3, 4, 5});
  EXPECT_TRUE(torch::allclose(misfire::softmax(x).sum(1), torch::ones({2, 4, 5})));
  EXPECT_TRUE(torch::allclose(misfire::softmax(x[0][0]).sum(1), torch::ones(4)));
}

TEST(Activations, are_modules_by_functional) {
  torch::nn::Sequential network(torch::nn::Linear(3, 2), torch::nn::Functional(misfire::softplus),
                                torch::nn::Functional(misfire::hard_sigmoid));
  const at::Tensor x = torch::randn({4, 3});
  EXPECT_TRUE(network->forward(x).equal(
      misfire::hard_sigmoid(misfire::softplus(network[0]->as<torch::nn::Linear>()->forward(x)))));
}

TEST(Activations, pass_gradients) {
  for (const Activation activation :
       {elu, softmax, selu, softplus, softsign, relu, tanh, sigmoid, hard_sigmoid, exponential, linear}) {
    const at::Tensor x = torch::tensor({0.25, 0.5}, torch::dtype(torch::kFloat64).requires_grad(true));
    (activation(x) * torch::tensor({1.0, 2.0}, torch::kFloat64)).sum().backward();
    EXPECT_TRUE((x.grad() != 0).all().item<bool>());
  }
}

} // namespace
} // namespace misfire
