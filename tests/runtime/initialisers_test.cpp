// The numbers are those of /usr/bin/python3 tests/runtime/reference.py (PyTorch 1.13).
#include <misfire/initialisers.h>

#include <torch/torch.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace misfire {
namespace {

using Initialiser = at::Tensor (*)(at::Tensor);

const std::map<std::string, Initialiser> random_initialisers = {{"random_normal", random_normal_},
                                                                {"random_uniform", random_uniform_},
                                                                {"truncated_normal", truncated_normal_},
                                                                {"orthogonal", orthogonal_},
                                                                {"lecun_uniform", lecun_uniform_},
                                                                {"lecun_normal", lecun_normal_},
                                                                {"glorot_uniform", glorot_uniform_},
                                                                {"glorot_normal", glorot_normal_},
                                                                {"he_uniform", he_uniform_},
                                                                {"he_normal", he_normal_}};

at::Tensor filled(Initialiser initialise, at::IntArrayRef shape) {
  torch::manual_seed(1);
  return initialise(torch::empty(shape));
}

double deviation(const at::Tensor& weight) {
  return weight.std(/*unbiased=*/false).item<double>();
}
double largest(const at::Tensor& weight) {
  return weight.abs().max().item<double>();
}

TEST(Initialisers, draw_what_pytorchs_draw_from_one_seed) {
  const std::map<std::string, std::vector<float>> first_three = {
      {"random_normal", {-0.0762797966599f, -0.0375115908682f, -0.0326990447938f}},
      {"random_uniform", {0.0257631596178f, -0.0220689121634f, -0.00969307404011f}},
      {"truncated_normal", {0.0330836027861f, -0.0277638956904f, -0.0117016555741f}},
      {"orthogonal", {-0.269210934639f, -0.132388010621f, -0.115403294563f}},
      {"lecun_uniform", {0.148743674159f, -0.127414911985f, -0.0559629909694f}},
      {"lecun_normal", {0.125369995832f, -0.105211019516f, -0.0443433113396f}},
      {"glorot_uniform", {0.133040383458f, -0.113963373005f, -0.0500548183918f}},
      {"glorot_normal", {0.112134344876f, -0.0941036045551f, -0.0396618656814f}},
      {"he_uniform", {0.210355326533f, -0.180191919208f, -0.0791436210275f}},
      {"he_normal", {0.177299961448f, -0.148790851235f, -0.0627109184861f}}};
  ASSERT_EQ(first_three.size(), random_initialisers.size());
  for (const auto& [name, expected] : first_three) {
    const at::Tensor weight = filled(random_initialisers.at(name), {6, 4, 3, 3});
    EXPECT_TRUE(torch::allclose(weight.flatten().slice(0, 0, 3), torch::tensor(expected), 1e-5, 1e-7))
        << name;
  }
}

TEST(ConstantInitialisers, fill_with_one_number) {
  EXPECT_TRUE(filled(zeros_, {3, 2}).equal(torch::zeros({3, 2})));
  EXPECT_TRUE(filled(ones_, {3, 2}).equal(torch::ones({3, 2})));
  EXPECT_TRUE(filled(constant_, {3, 2}).equal(torch::full({3, 2}, 0.05)));
}

// A weight (200, 150, 3, 3): fan_in 1350, fan_out 1800, 270,000 numbers, so that a deviation is met within
// 0.5 %.
struct Distribution {
  std::string name;
  double deviation;
  double limit;
};

TEST(RandomInitialisers, have_keras_deviations_and_limits) {
  const double n_in = 1350, n_mean = (1350 + 1800) / 2.0;
  const double truncated = 0.879625661034; // reference.py
  const std::vector<Distribution> distributions = {
      {"random_uniform", 0.05 / std::sqrt(3), 0.05},
      {"truncated_normal", 0.05 * truncated, 0.1},
      {"lecun_uniform", std::sqrt(1 / n_in), std::sqrt(3 / n_in)},
      {"lecun_normal", std::sqrt(1 / n_in), 2 * std::sqrt(1 / n_in) / truncated},
      {"glorot_uniform", std::sqrt(1 / n_mean), std::sqrt(3 / n_mean)},
      {"glorot_normal", std::sqrt(1 / n_mean), 2 * std::sqrt(1 / n_mean) / truncated},
      {"he_uniform", std::sqrt(2 / n_in), std::sqrt(6 / n_in)},
      {"he_normal", std::sqrt(2 / n_in), 2 * std::sqrt(2 / n_in) / truncated}};
  for (const auto& [name, expected, limit] : distributions) {
    const at::Tensor weight = filled(random_initialisers.at(name), {200, 150, 3, 3});
    EXPECT_NEAR(deviation(weight), expected, 0.005 * expected) << name;
    EXPECT_NEAR(weight.mean().item<double>(), 0, 0.01 * expected) << name;
    EXPECT_LE(largest(weight), limit * (1 + 1e-6)) << name;
    EXPECT_GT(largest(weight), limit * 0.999) << name;
  }
  const at::Tensor normal = filled(random_normal_, {200, 150, 3, 3});
  EXPECT_NEAR(deviation(normal), 0.05, 0.005 * 0.05);
  EXPECT_GT(largest(normal), 4 * 0.05); // not truncated
}

TEST(Orthogonal, has_orthonormal_rows_or_columns) {
  const at::Tensor wide = filled(orthogonal_, {6, 4, 3, 3}).flatten(1);
  EXPECT_TRUE(torch::allclose(wide.mm(wide.t()), torch::eye(6), 1e-4, 1e-5));
  const at::Tensor tall = filled(orthogonal_, {8, 3});
  EXPECT_TRUE(torch::allclose(tall.t().mm(tall), torch::eye(3), 1e-4, 1e-5));
}

TEST(Initialisers, of_a_vector_take_its_length_for_both_fans) {
  const double limit = std::sqrt(3.0 / 10000);
  EXPECT_NEAR(largest(filled(lecun_uniform_, {10000})), limit, 0.001 * limit);
  EXPECT_NEAR(largest(filled(glorot_uniform_, {10000})), limit, 0.001 * limit);
}

struct Net : torch::nn::Module {
  Net() : conv(misfire::zeros(torch::nn::Conv2d(torch::nn::Conv2dOptions(1, 10, 5)))) {
    register_module("conv", conv);
    fc = register_module("fc", misfire::he_normal(torch::nn::Linear(8, 4)));
  }
  torch::nn::Conv2d conv;
  torch::nn::Linear fc{nullptr};
};

TEST(Layers, are_wrapped_where_they_are_constructed) {
  Net net;
  EXPECT_TRUE(net.conv->weight.equal(torch::zeros({10, 1, 5, 5})));
  EXPECT_FALSE(net.conv->bias.equal(torch::zeros(10))); // a bias stays as libtorch made it
  EXPECT_LE(largest(net.fc->weight), 2 * std::sqrt(2.0 / 8) / 0.8796);

  torch::nn::Sequential network(misfire::ones(torch::nn::Linear(3, 2)), torch::nn::ReLU());
  EXPECT_TRUE(network[0]->as<torch::nn::Linear>()->weight.equal(torch::ones({2, 3})));
  network->push_back("last",
                     misfire::constant(torch::nn::Linear(torch::nn::LinearOptions(2, 1).bias(false))));
  EXPECT_TRUE(network[2]->as<torch::nn::Linear>()->weight.equal(torch::full({1, 2}, 0.05)));
}

TEST(Layers, are_taken_by_pointer_and_by_value_too) {
  const std::shared_ptr<torch::nn::LinearImpl> shared =
      misfire::ones(std::make_shared<torch::nn::LinearImpl>(3, 2));
  EXPECT_TRUE(shared->weight.equal(torch::ones({2, 3})));
  const torch::nn::LinearImpl module = misfire::ones(torch::nn::LinearImpl(3, 2));
  EXPECT_TRUE(module.weight.equal(torch::ones({2, 3})));
  const auto holder = misfire::ones(std::make_unique<torch::nn::Linear>(3, 2));
  EXPECT_TRUE((*holder)->weight.equal(torch::ones({2, 3})));
}

TEST(Layers, can_still_be_trained) {
  auto layer = misfire::glorot_uniform(torch::nn::Linear(3, 2));
  EXPECT_TRUE(layer->weight.is_leaf());
  layer->forward(torch::ones({1, 3})).sum().backward();
  EXPECT_TRUE(layer->weight.grad().equal(torch::ones({2, 3})));
}

TEST(RecurrentLayers, get_all_their_weights_and_no_bias) {
  const auto lstm =
      misfire::ones(torch::nn::LSTM(torch::nn::LSTMOptions(3, 2).num_layers(2).bidirectional(true)));
  int weights = 0;
  for (const auto& parameter : lstm->named_parameters()) {
    const bool is_weight = parameter.key().find("weight") == 0;
    EXPECT_EQ(parameter.value().equal(torch::ones_like(parameter.value())), is_weight) << parameter.key();
    weights += is_weight;
  }
  EXPECT_EQ(weights, 8); // of inputs and of states, two layers, two directions
}

TEST(Embeddings, have_their_inputs_first) {
  // Keras: fan_in is the number of entries, here 1000, and fan_out the number of features.
  const auto embedding = misfire::he_uniform(torch::nn::Embedding(1000, 50));
  const double limit = std::sqrt(6.0 / 1000);
  EXPECT_NEAR(largest(embedding->weight), limit, 0.001 * limit);
}

TEST(LayersWithoutWeights, are_refused) {
  EXPECT_THROW(misfire::zeros(torch::nn::ReLU()), c10::Error);
}

} // namespace
} // namespace misfire
