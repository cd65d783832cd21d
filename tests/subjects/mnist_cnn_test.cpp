#include "subjects/mnist_cnn/adadelta.h"
#include "subjects/mnist_cnn/mnist.h"
#include "subjects/mnist_cnn/net.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

using testing::AllOf;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Gt;
using testing::Lt;
using testing::Pointwise;

namespace {

using Trajectory = std::vector<std::vector<double>>;

// Where three steps of Adadelta on sum(w * x * x), w = (1, 0.5, 2), take x = (1, -2, 3).
Trajectory three_steps(const AdadeltaOptions& options) {
  const auto x = torch::tensor({1.0, -2.0, 3.0}, torch::dtype(torch::kFloat64).requires_grad(true));
  const auto weights = torch::tensor({1.0, 0.5, 2.0}, torch::kFloat64);
  Adadelta optimizer({x}, options);
  Trajectory positions;
  for (int step = 0; step < 3; ++step) {
    optimizer.zero_grad();
    (weights * x * x).sum().backward();
    optimizer.step();
    const auto* values = x.data_ptr<double>();
    positions.emplace_back(values, values + x.numel());
  }
  return positions;
}

void expect_positions(const Trajectory& actual, const Trajectory& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t step = 0; step < expected.size(); ++step)
    EXPECT_THAT(actual[step], Pointwise(testing::DoubleNear(1e-14), expected[step])) << "step " << step;
}

TEST(Net, has_the_parameters_of_keras_example) {
  int64_t count = 0;
  for (const auto& parameter : Net().parameters())
    count += parameter.numel();
  EXPECT_EQ(count, 1199882); // the report's section 3.1; model.summary() of Keras' mnist_cnn.py
}

// Keras' defaults: weights uniform up to sqrt(6 / (fan_in + fan_out)), biases zero.
TEST(Net, starts_as_keras_does) {
  Net net;
  const auto start = net.named_parameters();
  for (const auto& [name, fans] : {std::pair("conv1", 9 + 9 * 32), std::pair("conv2", 9 * 32 + 9 * 64),
                                   std::pair("fc1", 64 * 12 * 12 + 128), std::pair("fc2", 128 + 10)}) {
    const double bound = std::sqrt(6.0 / fans);
    const double largest = start[name + std::string(".weight")].abs().max().item<double>();
    EXPECT_THAT(largest, AllOf(Gt(0.9 * bound), Lt(1.000001 * bound))) << name;
    EXPECT_EQ(start[name + std::string(".bias")].abs().max().item<float>(), 0) << name;
  }
}

TEST(Net, gives_log_probabilities) {
  Net net;
  net.eval();
  const auto output = net.forward(torch::rand({2, 1, 28, 28}));
  EXPECT_THAT(output.sizes(), ElementsAre(2, 10));
  EXPECT_TRUE(torch::allclose(output.exp().sum(1), torch::ones(2)));
}

// The numbers: /usr/bin/python3 tests/subjects/adadelta_reference.py (PyTorch 1.13)
TEST(Adadelta, moves_as_pytorch_moves_with_keras_settings) {
  expect_positions(three_steps(AdadeltaOptions(1.0).rho(0.95).eps(1e-7)),
                   {{0.998585786791180, -1.998585786791180, 2.998585786447448},
                    {0.997154545251467, -1.997154051059945, 2.997153885752641},
                    {0.995712464722385, -1.995710802031508, 2.995710247177663}});
}

TEST(Adadelta, moves_as_pytorch_moves_with_a_rate_and_weight_decay) {
  expect_positions(three_steps(AdadeltaOptions(0.5).rho(0.9).eps(1e-6).weight_decay(0.01)),
                   {{0.998418863126719, -1.998418863107392, 2.998418861224543},
                    {0.996797867466869, -1.996797258802064, 2.996797052230760},
                    {0.995150380795733, -1.995148314000757, 2.995147619811569}});
}

TEST(Adadelta, leaves_parameters_without_a_gradient_alone) {
  const auto used = torch::ones(1, torch::requires_grad());
  const auto unused = torch::ones(1, torch::requires_grad());
  Adadelta optimizer({used, unused});
  used.sum().backward();
  optimizer.step();
  EXPECT_LT(used.item<float>(), 1);
  EXPECT_EQ(unused.item<float>(), 1);
}

TEST(Adadelta, steps_with_a_closure_return_its_loss) {
  const auto x = torch::full(1, 3.0, torch::requires_grad());
  Adadelta optimizer({x});
  const auto loss = optimizer.step([&] {
    auto square = (x * x).sum();
    square.backward();
    return square;
  });
  EXPECT_EQ(loss.item<float>(), 9);
  EXPECT_LT(x.item<float>(), 3);
}

TEST(Adadelta, has_a_rate_that_a_scheduler_can_change) {
  const auto x = torch::ones(1, torch::requires_grad());
  Adadelta optimizer({x}, AdadeltaOptions(0.5));
  EXPECT_EQ(optimizer.param_groups()[0].options().get_lr(), 0.5);
  optimizer.param_groups()[0].options().set_lr(0.25);
  EXPECT_EQ(optimizer.param_groups()[0].options().get_lr(), 0.25);
}

TEST(Mnist, gives_pixels_between_0_and_1_and_a_label) {
  Mnist dataset("/usr/share/datasets/fashion-mnist", Mnist::Mode::kTest, 100);
  EXPECT_EQ(dataset.size().value(), 100u);
  const auto example = dataset.get(0);
  EXPECT_THAT(example.data.sizes(), ElementsAre(1, 28, 28));
  EXPECT_EQ(example.data.min().item<float>(), 0);
  EXPECT_LE(example.data.max().item<float>(), 1);
  EXPECT_GT(example.data.max().item<float>(), 0.5);
  EXPECT_EQ(example.target.item<int64_t>(), 9); // zcat t10k-labels-idx1-ubyte.gz | od -An -tu1 -j8 -N1
}

} // namespace
