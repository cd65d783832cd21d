// What the faults of trained layers do to weights.
#include <misfire/trained_layers.h>

#include <torch/torch.h>

#include <gtest/gtest.h>

namespace misfire {
namespace {

class TrainedLayers : public testing::Test {
protected:
  TrainedLayers() { torch::manual_seed(1); }

  /// Its weight and bias once it has the fault.
  template <typename Layer>
  static std::pair<at::Tensor, at::Tensor> spoilt(const Layer& layer, detail::FaultOfLayer fault) {
    const torch::NoGradGuard no_grad;
    Layer copy = std::dynamic_pointer_cast<typename Layer::Impl>(layer->clone());
    fault(detail::trained_layer(*copy), at::make_generator<at::CPUGeneratorImpl>(std::uint64_t(3)));
    return {copy->weight, copy->bias};
  }

  /// Of which rows two tensors differ.
  static std::vector<std::int64_t> changed_rows(const at::Tensor& one, const at::Tensor& other) {
    std::vector<std::int64_t> rows;
    for (std::int64_t i = 0; i < one.size(0); ++i)
      if (!one[i].equal(other[i])) rows.push_back(i);
    return rows;
  }

  torch::nn::Linear linear{20, 300};
  torch::nn::Conv2d convolution{torch::nn::Conv2dOptions(3, 8, 3).bias(false)};
};

TEST_F(TrainedLayers, noise_is_on_one_percent_of_the_weights_and_in_proportion_to_them) {
  const auto [weight, bias] = spoilt(linear, detail::fuzz);
  const at::Tensor factors = (weight / linear->weight).flatten();
  const at::Tensor changed = factors.masked_select(factors.ne(1)).detach() - 1;
  EXPECT_EQ(changed.numel(), 60);
  EXPECT_NEAR(changed.std().item<double>(), 0.5, 0.15); // standard error 0.5 / sqrt(120) = 0.05
  EXPECT_TRUE(bias.equal(linear->bias));
}

TEST_F(TrainedLayers, all_weights_of_a_recurrent_layer_get_noise) {
  torch::nn::LSTM lstm(4, 8);
  const auto before = lstm->clone()->parameters();
  const torch::NoGradGuard no_grad;
  detail::fuzz(detail::trained_layer(*lstm), at::make_generator<at::CPUGeneratorImpl>(std::uint64_t(3)));
  const auto after = lstm->named_parameters();
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_EQ(after[i].value().equal(before[i]), after[i].key().find("weight") == std::string::npos)
        << after[i].key();
}

TEST_F(TrainedLayers, shuffled_neurons_have_the_weights_that_they_had) {
  const auto [weight, bias] = spoilt(linear, detail::shuffle_weights);
  const auto rows = changed_rows(weight, linear->weight);
  ASSERT_EQ(rows.size(), 3u);
  for (const auto row : rows)
    EXPECT_TRUE(std::get<0>(weight[row].sort()).equal(std::get<0>(linear->weight[row].sort())));
  EXPECT_TRUE(bias.equal(linear->bias));
  EXPECT_EQ(changed_rows(spoilt(convolution, detail::shuffle_weights).first, convolution->weight).size(), 1u);
}

TEST_F(TrainedLayers, blocked_neurons_give_zero_and_inverted_ones_the_opposite) {
  const at::Tensor x = torch::randn({4, 20}), plain = linear(x);
  for (const auto& [fault, factor] :
       {std::pair(&detail::block_neurons, 0.0), std::pair(&detail::invert_neurons, -1.0)}) {
    const auto [weight, bias] = spoilt(linear, fault);
    const auto rows = changed_rows(weight, linear->weight);
    ASSERT_EQ(rows.size(), 3u);
    const at::Tensor given = torch::nn::functional::linear(x, weight, bias);
    for (const auto row : rows)
      EXPECT_TRUE(given.select(1, row).allclose(factor * plain.select(1, row)));
    EXPECT_EQ(changed_rows(given.t(), plain.t()), rows);
    EXPECT_EQ(changed_rows(spoilt(convolution, fault).first, convolution->weight).size(), 1u);
  }
}

TEST_F(TrainedLayers, switched_neurons_change_places_with_their_biases) {
  const auto [weight, bias] = spoilt(linear, detail::switch_neurons);
  const auto rows = changed_rows(weight, linear->weight);
  ASSERT_EQ(rows.size(), 6u);
  EXPECT_EQ(changed_rows(bias, linear->bias), rows);
  const at::Tensor x = torch::randn({20}), was = linear(x);
  const at::Tensor is = torch::nn::functional::linear(x, weight, bias);
  EXPECT_TRUE(std::get<0>(is.sort()).allclose(std::get<0>(was.sort())));
}

TEST_F(TrainedLayers, deactivated_layer_passes_on_what_it_is_given_and_an_added_one_is_applied_twice) {
  torch::nn::Linear square(20, 20);
  const at::Tensor x = torch::randn({4, 20});
  const auto given = [&](const std::pair<at::Tensor, at::Tensor>& layer) {
    return torch::nn::functional::linear(x, layer.first, layer.second);
  };
  EXPECT_TRUE(given(spoilt(square, detail::deactivate)).equal(x));
  EXPECT_TRUE(given(spoilt(square, detail::apply_twice)).allclose(square(square(x)), 1e-4, 1e-6));
  for (const auto fault : {&detail::deactivate, &detail::apply_twice})
    EXPECT_TRUE(spoilt(linear, fault).first.equal(linear->weight)) << "where the shape does not allow it";
}

TEST_F(TrainedLayers, fault_is_drawn_alike_each_time_and_leaves_the_programs_generator_as_it_was) {
  const torch::nn::Linear layer = gaussian_fuzz(torch::nn::Linear(30, 30));
  const at::Tensor trained = layer->weight.detach().clone();
  const at::Tensor state = at::detail::getDefaultCPUGenerator().get_state();
  const auto pass = [&] {
    const torch::NoGradGuard no_grad;
    layer->weight.copy_(trained);
    detail::after_passing()();
    return layer->weight.detach().clone();
  };
  const at::Tensor first = pass();
  EXPECT_FALSE(first.equal(trained));
  EXPECT_TRUE(pass().equal(first));
  EXPECT_TRUE(at::detail::getDefaultCPUGenerator().get_state().equal(state));
}

TEST_F(TrainedLayers, all_faults_give_the_layer_that_they_are_given) {
  const torch::nn::Linear layer(4, 4);
  for (const torch::nn::Linear& same :
       {gaussian_fuzz(layer), weight_shuffle(layer), neuron_effect_block(layer),
        neuron_activation_inverse(layer), neuron_switch(layer), layer_deactivation(layer),
        layer_addition(layer)})
    EXPECT_EQ(same.get(), layer.get());
  EXPECT_TRUE(gaussian_fuzz(std::make_shared<torch::nn::LinearImpl>(4, 4)));
}

} // namespace
} // namespace misfire
