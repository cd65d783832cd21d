// The numbers called "reference" are those of /usr/bin/python3 tests/runtime/reference.py (PyTorch 1.13);
// those called "documented" stand in the reference of Keras 2, keras.io/api/losses, under the class of that
// name.
#include <misfire/losses.h>

#include <torch/torch.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

using testing::ElementsAre;

namespace misfire {
namespace {

using Loss = at::Tensor (*)(const Predictions&, const at::Tensor&, const Reduction&, std::int64_t);

const std::map<std::string, Loss> losses = {
    {"mean_squared_error", mean_squared_error},
    {"mean_absolute_error", mean_absolute_error},
    {"mean_absolute_percentage_error", mean_absolute_percentage_error},
    {"mean_squared_logarithmic_error", mean_squared_logarithmic_error},
    {"squared_hinge", squared_hinge},
    {"hinge", hinge},
    {"categorical_hinge", categorical_hinge},
    {"logcosh", logcosh},
    {"huber", huber},
    {"categorical_crossentropy", categorical_crossentropy},
    {"binary_crossentropy", binary_crossentropy},
    {"kullback_leibler_divergence", kullback_leibler_divergence},
    {"poisson", poisson},
};

using Numbers = std::map<std::string, double>;

const Numbers class_reference = {
    {"mean_squared_error", 0.143087489897},
    {"mean_absolute_error", 0.248615774511},
    {"mean_absolute_percentage_error", 124307899.686},
    {"mean_squared_logarithmic_error", 0.0690225644458},
    {"logcosh", 0.0652523928179},
    {"huber", 0.0715437449487},
    {"squared_hinge", 1.14170326441},
    {"hinge", 0.998615774511},
    {"categorical_hinge", 0.885562001871},
    {"categorical_crossentropy", 0.975661326546},
    {"binary_crossentropy", 0.442961659323},
    {"kullback_leibler_divergence", 0.975657242149},
    {"poisson", 0.49391523171},
};

at::Tensor numbers(at::ArrayRef<double> values, at::IntArrayRef shape) {
  return torch::tensor(values, torch::kFloat64).view(shape);
}

// Scores of four classes, three samples.
const at::Tensor logits = numbers({0.5, -1.0, 2.0, 0.0, 1.5, 0.25, -0.5, -2.0, -1.0, 3.0, 0.5, 1.0}, {3, 4});
const at::Tensor three_classes = torch::tensor({2, 0, 3});

double mean_of(Loss loss, const Predictions& predictions, const at::Tensor& target,
               std::int64_t ignore_index = -100) {
  return loss(predictions, target, torch::kMean, ignore_index).item<double>();
}

// `expected` up to the 12 digits that the reference prints, and up to Keras' epsilon, which PyTorch's have
// not.
void expect_losses(const Numbers& expected, const Predictions& predictions, const at::Tensor& target) {
  for (const auto& [name, number] : expected)
    EXPECT_NEAR(mean_of(losses.at(name), predictions, target), number, 1e-6 * std::max(1.0, number)) << name;
}

TEST(ClassLosses, are_the_reference_for_every_form_of_the_same_output) {
  ASSERT_EQ(class_reference.size(), losses.size());
  expect_losses(class_reference, from_logits(logits), three_classes);
  expect_losses(class_reference, from_log_probabilities(logits.log_softmax(1)), three_classes);
  expect_losses(class_reference, from_probabilities(logits.softmax(1)), three_classes);
}

TEST(ClassLosses, are_the_same_for_indices_and_one_hot_targets) {
  expect_losses(class_reference, from_logits(logits), torch::one_hot(three_classes, 4));
  expect_losses(class_reference, from_logits(logits), torch::one_hot(three_classes, 4).to(torch::kFloat64));
}

TEST(ClassLosses, are_the_documented_ones) {
  const at::Tensor t = numbers({0, 1, 0, 0}, {2, 2});
  const at::Tensor p = numbers({0.6, 0.4, 0.4, 0.6}, {2, 2});
  const Numbers two_classes = {
      {"binary_crossentropy", 0.815}, {"hinge", 1.3},   {"squared_hinge", 1.86},
      {"categorical_hinge", 1.4},     {"huber", 0.155}, {"kullback_leibler_divergence", 0.458}};
  for (const auto& [name, number] : two_classes)
    EXPECT_NEAR(mean_of(losses.at(name), from_probabilities(p), t), number, 5e-4) << name;

  const auto wrong_ones = from_probabilities(numbers({0.05, 0.95, 0, 0.1, 0.8, 0.1}, {2, 3}));
  EXPECT_NEAR(mean_of(categorical_crossentropy, wrong_ones, torch::tensor({1, 2})), 1.177, 5e-4);
}

TEST(ValueLosses, are_the_documented_ones) {
  const at::Tensor t = numbers({0, 1, 0, 0}, {2, 2});
  const Predictions p = from_values(numbers({1, 1, 1, 0}, {2, 2}));
  EXPECT_NEAR(mean_of(mean_squared_error, p, t), 0.5, 1e-9);
  EXPECT_NEAR(mean_of(mean_absolute_error, p, t), 0.5, 1e-9);
  EXPECT_NEAR(mean_of(mean_squared_logarithmic_error, p, t), 0.240, 5e-4);
  const Predictions q = from_values(numbers({1, 1, 0, 0}, {2, 2}));
  EXPECT_NEAR(mean_of(logcosh, q, t), 0.108, 5e-4);
  EXPECT_NEAR(mean_of(poisson, q, t), 0.5, 1e-6);
  EXPECT_NEAR(mean_of(mean_absolute_percentage_error, from_values(numbers({1, 1, 1, 0}, {2, 2})),
                      numbers({2, 1, 2, 3}, {2, 2})),
              50, 1e-9);
}

TEST(ValueLosses, are_the_reference) {
  expect_losses({{"mean_squared_error", 3.96875},
                 {"mean_absolute_error", 1.45833333333},
                 {"mean_absolute_percentage_error", 117.222222222},
                 {"mean_squared_logarithmic_error", 0.338113846968},
                 {"logcosh", 0.970949340294},
                 {"huber", 1.046875}},
                from_values(numbers({1.5, -0.5, 0.25, 4.0, 2.0, 1.0}, {3, 2})),
                numbers({1.0, 0.5, 0.75, 1.5, -2.0, 1.25}, {3, 2}));
  expect_losses({{"poisson", 0.599565897518}}, from_values(numbers({0.5, 2.0, 3.0}, {3})),
                numbers({1, 0, 4}, {3}));
}

TEST(ValueLosses, take_whole_numbers_and_what_broadcasts_as_mse_loss_does) {
  const at::Tensor p = numbers({1.5, -0.5, 0.25}, {3});
  const at::Tensor t = torch::tensor({1, 0, 2});
  EXPECT_DOUBLE_EQ(mean_of(mean_squared_error, from_values(p), t), torch::mse_loss(p, t).item<double>());
  const at::Tensor column = p.view({3, 1});
  EXPECT_DOUBLE_EQ(mean_of(mean_squared_error, from_values(column), t),
                   torch::mse_loss(column, t).item<double>());
}

TEST(BinaryLosses, take_one_number_a_sample) {
  const at::Tensor p = numbers({0.9, 0.2, 0.6}, {3});
  const at::Tensor t = numbers({1, 0, 0}, {3});
  const double reference = torch::binary_cross_entropy(p, t).item<double>();
  EXPECT_NEAR(mean_of(binary_crossentropy, from_probabilities(p), t), reference, 1e-6);
  EXPECT_NEAR(mean_of(binary_crossentropy, from_probabilities(p.view({3, 1})), t.view({3, 1})), reference,
              1e-6);
  EXPECT_NEAR(mean_of(binary_crossentropy, from_binary_logits(p.logit()), t), reference, 1e-6);
  EXPECT_NEAR(mean_of(hinge, from_probabilities(p), t), (0.1 + 1.2 + 1.6) / 3, 1e-9); // by hand
}

TEST(Losses, take_a_single_sample_without_a_batch) {
  for (const auto& [name, loss] : losses) {
    const double batched = mean_of(loss, from_logits(logits.slice(0, 0, 1)), three_classes.slice(0, 0, 1));
    EXPECT_DOUBLE_EQ(mean_of(loss, from_logits(logits[0]), three_classes[0]), batched) << name;
  }
}

TEST(Losses, take_every_position_of_a_map_for_a_sample) {
  // (N, C, d1, d2) with N d1 d2 = 12 samples, and the same as rows.
  torch::manual_seed(1);
  const at::Tensor map = torch::randn({2, 4, 2, 3}, torch::kFloat64);
  const at::Tensor target = torch::randint(4, {2, 2, 3}, torch::kInt64);
  const at::Tensor rows = map.permute({0, 2, 3, 1}).reshape({12, 4});
  for (const auto& [name, loss] : losses) {
    const at::Tensor each = loss(from_logits(map), target, torch::kNone, -100);
    EXPECT_THAT(each.sizes(), ElementsAre(2, 2, 3)) << name;
    EXPECT_TRUE(
        torch::allclose(each.flatten(), loss(from_logits(rows), target.flatten(), torch::kNone, -100)))
        << name;
  }
}

TEST(Losses, are_reduced_as_libtorch_reduces_its_own) {
  for (const auto& [name, loss] : losses) {
    const at::Tensor each = loss(from_logits(logits), three_classes, torch::kNone, -100);
    EXPECT_THAT(each.sizes(), ElementsAre(3)) << name;
    EXPECT_TRUE(torch::allclose(loss(from_logits(logits), three_classes, torch::kMean, -100), each.mean()))
        << name;
    EXPECT_TRUE(torch::allclose(loss(from_logits(logits), three_classes, torch::kSum, -100), each.sum()))
        << name;
  }
  const double plain = hinge(from_logits(logits), three_classes).item<double>();
  EXPECT_DOUBLE_EQ(plain, mean_of(hinge, from_logits(logits), three_classes)); // the mean is the default
}

TEST(Losses, leave_out_the_samples_whose_class_is_ignored) {
  const at::Tensor some = torch::tensor({2, -1, 3});
  const at::Tensor kept = torch::tensor({0, 2});
  for (const auto& [name, loss] : losses) {
    const Predictions others = from_logits(logits.index_select(0, kept));
    EXPECT_DOUBLE_EQ(mean_of(loss, from_logits(logits), some, -1),
                     mean_of(loss, others, three_classes.index_select(0, kept)))
        << name;
    EXPECT_EQ(loss(from_logits(logits), some, torch::kNone, -1)[1].item<double>(), 0) << name;
  }
}

TEST(Losses, ignore_what_libtorch_ignores_by_default) {
  const at::Tensor some = torch::tensor({2, -100, 3});
  EXPECT_NEAR(categorical_crossentropy(from_logits(logits), some).item<double>(),
              torch::nll_loss(logits.log_softmax(1), some).item<double>(), 1e-6);
}

TEST(Losses, have_the_gradient_that_differences_show) {
  const double step = 1e-6;
  for (const auto& [name, loss] : losses) {
    const at::Tensor input = logits.clone().requires_grad_();
    loss(from_logits(input), three_classes, torch::kMean, -100).backward();
    for (int64_t i = 0; i < input.numel(); ++i) {
      const auto shifted = [&, &at = loss](double by) {
        at::Tensor moved = logits.clone();
        moved.view(-1)[i] += by;
        return mean_of(at, from_logits(moved), three_classes);
      };
      const double difference = (shifted(step) - shifted(-step)) / (2 * step);
      const double gradient = input.grad().view(-1)[i].item<double>();
      EXPECT_NEAR(gradient, difference, 1e-6 * std::max(1.0, std::abs(difference))) << name << ", " << i;
    }
  }
}

TEST(Losses, stay_finite_where_a_probability_is_0_or_1) {
  const at::Tensor certain = numbers({1, 0, 0, 1}, {2, 2}).to(torch::kFloat32).requires_grad_();
  for (const auto& [name, loss] : losses) {
    const at::Tensor mean = loss(from_probabilities(certain), torch::tensor({1, 1}), torch::kMean, -100);
    EXPECT_TRUE(std::isfinite(mean.item<float>())) << name;
    EXPECT_EQ(mean.scalar_type(), torch::kFloat32) << name;
    const auto gradient = torch::autograd::grad({mean}, {certain})[0];
    EXPECT_TRUE(gradient.isfinite().all().item<bool>()) << name;
  }
}

TEST(HingeLosses, take_labels_that_are_signs_as_they_are) {
  const at::Tensor scores = numbers({0.5, -2, 0.25}, {3});
  EXPECT_DOUBLE_EQ(mean_of(hinge, from_values(scores), numbers({1, -1, -1}, {3})),
                   (0.5 + 0 + 1.25) / 3); // by hand
}

} // namespace
} // namespace misfire
