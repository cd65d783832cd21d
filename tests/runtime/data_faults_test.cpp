// What targets are, and which samples each fault of training data takes, on sets small enough to count.
#include <misfire/data_faults.h>

#include <gmock/gmock.h>
#include <torch/torch.h>

namespace misfire {
namespace detail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Targets targets_of(const at::Tensor& rows) {
  TargetReader reader;
  for (std::int64_t i = 0; i < rows.size(0); ++i)
    reader.add(rows[i]);
  return reader.targets();
}

/// Ten samples of class 0, six of 1, four of 2: their mean is 6.67.
Targets uneven() {
  return targets_of(
      at::cat({at::zeros({10}, at::kLong), at::ones({6}, at::kLong), at::full({4}, 2, at::kLong)}));
}

/// How many samples of each class a plan leaves, by the new labels.
std::map<double, int> counts_of(const Plan& plan, const Targets& targets) {
  std::map<double, int> counts;
  for (std::size_t i = 0; i < plan.sources.size(); ++i) {
    const auto label = plan.labels.find(i);
    ++counts[label == plan.labels.end() ? targets.each[plan.sources[i]] : label->second];
  }
  return counts;
}

using Counts = std::map<double, int>;

TEST(TargetsAre, classes_where_their_type_is_whole_or_they_are_labels_in_another) {
  EXPECT_EQ(targets_of(torch::tensor({7, 7, -3})).kind, Targets::Kind::classes);
  EXPECT_EQ(targets_of(torch::tensor({0.0, 1.0, 1.0})).kind, Targets::Kind::classes);
  EXPECT_EQ(targets_of(torch::tensor({-1.0, 1.0})).kind, Targets::Kind::classes);
  EXPECT_EQ(targets_of(torch::tensor({{0.0}, {2.0}, {1.0}, {0.0}, {1.0}, {2.0}})).kind,
            Targets::Kind::classes);
}

TEST(TargetsAre, the_place_of_the_one_where_they_are_one_hot) {
  const auto targets = targets_of(torch::tensor({{0.0, 0.0, 1.0}, {1.0, 0.0, 0.0}}));
  EXPECT_EQ(targets.kind, Targets::Kind::classes);
  EXPECT_THAT(targets.each, ElementsAre(2, 0));
}

TEST(TargetsAre, values_with_their_deviation_where_they_are_numbers) {
  // numpy.std([1.5, 2.5, 4, 8]) is 2.474873734152916
  const auto one = targets_of(torch::tensor({1.5, 2.5, 4.0, 8.0}, at::kDouble));
  EXPECT_EQ(one.kind, Targets::Kind::values);
  EXPECT_NEAR(one.deviation, 2.474873734152916, 1e-12);
  const auto two = targets_of(torch::tensor({{1.5, 2.5}, {4.0, 8.0}}, at::kDouble));
  EXPECT_EQ(two.kind, Targets::Kind::values);
  EXPECT_NEAR(two.deviation, 2.474873734152916, 1e-12);
  EXPECT_THAT(two.each, ElementsAre(2, 6));                                          // the means of the rows
  EXPECT_EQ(targets_of(torch::tensor({0.0, 1.0, 2.0})).kind, Targets::Kind::values); // three of three differ
}

TEST(TargetsAre, neither_where_a_sample_has_several_labels_or_none) {
  EXPECT_EQ(targets_of(torch::tensor({{1.0, 1.0, 0.0}, {0.0, 0.0, 0.0}})).kind, Targets::Kind::neither);
  EXPECT_EQ(targets_of(torch::tensor({{3, 1}, {2, 2}})).kind, Targets::Kind::neither);
  TargetReader reader;
  reader.add(at::Tensor());
  EXPECT_EQ(reader.targets().kind, Targets::Kind::neither);
}

TEST(Deletion, takes_its_share_of_every_class_rounded_down) {
  Random random(1);
  EXPECT_EQ(counts_of(plan_deletion(uneven(), 0.5, random), uneven()), (Counts{{0, 5}, {1, 3}, {2, 2}}));
  EXPECT_EQ(counts_of(plan_deletion(uneven(), 0.25, random), uneven()), (Counts{{0, 8}, {1, 5}, {2, 3}}));
  EXPECT_EQ(counts_of(plan_deletion(uneven(), 0.99, random), uneven()), (Counts{{0, 1}, {1, 1}, {2, 1}}));
}

TEST(Deletion, keeps_the_order_and_takes_with_a_larger_share_what_it_takes_with_a_smaller) {
  Random first(5), second(5);
  const auto half = plan_deletion(uneven(), 0.5, first).sources;
  const auto quarter = plan_deletion(uneven(), 0.25, second).sources;
  EXPECT_TRUE(std::is_sorted(half.begin(), half.end()));
  EXPECT_TRUE(std::includes(quarter.begin(), quarter.end(), half.begin(), half.end()));
}

TEST(Deletion, takes_its_share_of_values_below_between_and_above_one_deviation) {
  // numpy.std([-3]*4 + [0.5]*8 + [3]*4) is 2.138..., so four are below, four above.
  const auto values = targets_of(at::cat({at::full({4}, -3.0), at::full({8}, 0.5), at::full({4}, 3.0)}));
  Random random(1);
  EXPECT_EQ(counts_of(plan_deletion(values, 0.5, random), values), (Counts{{-3, 2}, {0.5, 4}, {3, 2}}));
}

TEST(Deletion, takes_its_share_of_all_where_there_is_nothing_to_tell_samples_by) {
  Targets unknown;
  unknown.count = 10;
  Random random(1);
  EXPECT_THAT(plan_deletion(unknown, 0.3, random).sources, SizeIs(7));
}

TEST(Deletion, does_not_apply_where_the_share_is_less_than_a_sample) {
  Random random(1);
  EXPECT_EQ(plan_deletion(uneven(), 0.05, random).inapplicable, "that share is less than one sample");
  EXPECT_EQ(plan_deletion(uneven(), 0.1, random).inapplicable, "");
}

TEST(Unbalancing, takes_its_share_of_the_classes_below_the_mean_alone) {
  Random random(1);
  EXPECT_EQ(counts_of(plan_unbalancing(uneven(), 0.5, random), uneven()), (Counts{{0, 10}, {1, 3}, {2, 2}}));
  EXPECT_EQ(counts_of(plan_unbalancing(uneven(), 1, random), uneven()), (Counts{{0, 10}}));
}

TEST(Unbalancing, does_not_apply_to_even_classes_or_values) {
  Random random(1);
  EXPECT_EQ(plan_unbalancing(targets_of(torch::tensor({0, 1, 0, 1})), 1, random).inapplicable,
            "no class has fewer samples than the mean");
  EXPECT_EQ(plan_unbalancing(targets_of(torch::tensor({0.5, 1.5})), 1, random).inapplicable,
            "its targets are no classes");
}

TEST(Overlap, adds_its_share_of_the_first_class_under_the_label_of_the_second) {
  Random random(1);
  const Plan plan = plan_overlap(uneven(), 0.5, random);
  EXPECT_EQ(counts_of(plan, uneven()), (Counts{{0, 10}, {1, 11}, {2, 4}}));
  for (std::size_t i = 20; i < 25; ++i)
    EXPECT_EQ(uneven().each[plan.sources[i]], 0);
}

TEST(Overlap, does_not_apply_to_one_class) {
  Random random(1);
  EXPECT_EQ(plan_overlap(targets_of(torch::tensor({4, 4})), 1, random).inapplicable,
            "its samples are of one class");
}

TEST(Relabelling, gives_its_share_of_the_first_class_each_of_the_other_labels_alike) {
  Random random(1);
  const auto many = targets_of(at::cat({at::zeros({9000}, at::kLong), at::ones({1}, at::kLong),
                                        at::full({1}, 2, at::kLong), at::full({1}, 3, at::kLong)}));
  auto counts = counts_of(plan_relabelling(many, 1.0 / 3, random), many);
  EXPECT_EQ(counts[0], 6000);
  // A binomial of 3000 draws and p = 1/3 has the deviation 25.8.
  for (const double label : {1, 2, 3})
    EXPECT_NEAR(counts[label], 1001, 4 * 25.8) << label;
}

TEST(Relabelling, gives_values_noise_of_their_deviation_times_the_share) {
  Random random(1);
  const Plan plan =
      plan_relabelling(targets_of(torch::tensor({1.5, 2.5, 4.0, 8.0}, at::kDouble)), 0.5, random);
  EXPECT_NEAR(plan.target_noise, 2.474873734152916 / 2, 1e-12);
  EXPECT_THAT(plan.labels, IsEmpty());
}

TEST(Noise, is_put_on_its_share_of_the_samples) {
  Random random(1);
  const Plan plan = plan_noise(uneven(), 0.35, random);
  EXPECT_EQ(std::count(plan.noisy.begin(), plan.noisy.end(), true), 7);
  EXPECT_EQ(plan.input_noise, 0.35);
}

} // namespace
} // namespace detail
} // namespace misfire
