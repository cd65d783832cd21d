// Faults of training data on plain tensors.
#include <misfire/tensors.h>
#include <misfire/value.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace misfire {
namespace {

/// Six samples of class 0, four of class 1; the input of sample i is (i, i).
torch::Tensor inputs() {
  return torch::arange(10, torch::kFloat).unsqueeze(1).repeat({1, 2});
}
torch::Tensor targets() {
  return torch::tensor({0, 0, 0, 0, 0, 0, 1, 1, 1, 1});
}

TEST(FaultyTensors, lose_half_of_every_class_together) {
  auto x = inputs(), y = targets();
  delete_training_data(x, y, value(50));
  EXPECT_TRUE(y.equal(torch::tensor({0, 0, 0, 1, 1})));
  EXPECT_TRUE(targets().index_select(0, x.select(1, 0).to(torch::kLong)).equal(y)); // the same samples
}

TEST(FaultyTensors, lose_samples_from_all_inputs) {
  auto a = inputs(), b = inputs() * 2, y = targets();
  delete_training_data(std::tie(a, b), y, 50);
  EXPECT_EQ(a.size(0), 5);
  EXPECT_TRUE(b.equal(a * 2));
}

TEST(FaultyTensors, leave_what_shares_their_memory_as_it_is) {
  const auto all = inputs(), labels = targets();
  auto x = all, y = labels;
  change_label(x, y, 100);
  add_noise(x, y, 100);
  EXPECT_TRUE(all.equal(inputs()));
  EXPECT_TRUE(labels.equal(targets()));
  EXPECT_EQ(y.sum().item<std::int64_t>(), 10);
}

TEST(FaultyTensors, that_are_const_get_other_contents_once) {
  const auto x = inputs(), y = targets();
  const auto elsewhere = x.clone();
  for (int time = 0; time < 3; ++time)
    delete_training_data(x, y, 50);
  EXPECT_EQ(x.size(0), 5);
  EXPECT_TRUE(y.equal(torch::tensor({0, 0, 0, 1, 1})));
  EXPECT_EQ(elsewhere.size(0), 10);
}

TEST(FaultyTensors, may_be_parts_of_what_is_const) {
  const std::pair<torch::Tensor, torch::Tensor> both{inputs(), targets()};
  delete_training_data(both.first, both.second, 50);
  EXPECT_EQ(both.first.size(0), 5);
  EXPECT_EQ(both.second.size(0), 5);
}

TEST(FaultyTensors, are_changed_once_where_a_statement_repeats) {
  auto x = inputs(), y = targets();
  for (int time = 0; time < 3; ++time)
    delete_training_data(misfire::once(x), misfire::once(y), 50);
  EXPECT_EQ(x.size(0), 5);
}

TEST(FaultyTensors, lose_samples_without_targets) {
  auto x = inputs();
  const auto y = inputs();
  delete_unlabelled_data(x, 50);
  delete_unlabelled_data(y, 50);
  EXPECT_EQ(x.size(0), 5);
  EXPECT_EQ(y.size(0), 5);
}

TEST(FaultyTensors, have_noise_without_targets) {
  const auto x = torch::rand({10, 100});
  const auto before = x.clone();
  add_noise_to_unlabelled_data(x, 30);
  EXPECT_FALSE(x.equal(before));
}

TEST(FaultyTensors, of_a_batch_may_be_const_and_without_targets) {
  const auto x = torch::rand({10, 100}), y = targets();
  const auto before = x.clone();
  add_noise_to_batch(x, 100);
  EXPECT_FALSE(x.equal(before));
  add_noise_to_batch(x, y, 100);
  EXPECT_TRUE(y.equal(targets()));
}

TEST(FaultyTensors, overlap_with_samples_added_at_the_end) {
  auto x = inputs(), y = targets().unsqueeze(1); // targets of two dimensions
  make_output_classes_overlap(x, y, 50);
  EXPECT_EQ(x.size(0), 13);
  EXPECT_TRUE(y.flatten().slice(0, 10).equal(torch::ones({3}, torch::kLong)));
  EXPECT_LT(x.slice(0, 10).max().item<float>(), 6); // of the first class
}

TEST(FaultyTensors, lose_only_rare_samples_when_unbalanced) {
  auto x = inputs(), y = targets();
  unbalance_training_data(x, y, 50);
  EXPECT_TRUE(y.equal(torch::tensor({0, 0, 0, 0, 0, 0, 1, 1})));
}

TEST(FaultyTensors, have_noise_on_their_share_of_the_rows) {
  auto x = torch::rand({10, 100}), y = targets();
  const auto before = x;
  add_noise(x, y, 30);
  EXPECT_EQ(x.ne(before).any(1).sum().item<std::int64_t>(), 3);
}

TEST(FaultyTensors, have_noise_on_values) {
  auto x = torch::rand({20000, 1}),
       y = torch::cat({torch::full({10000, 1}, -2.5), torch::full({10000, 1}, 3.5)});
  const auto before = y; // its deviation is 3
  change_label(x, y, 50);
  EXPECT_NEAR((y - before).std().item<double>(), 1.5, 0.03); // 4 * 1.5 / sqrt(2 * 20000)
}

TEST(FaultyTensors, stay_as_they_are_where_the_fault_cannot_apply) {
  auto x = inputs(), y = torch::zeros({3}, torch::kLong);
  delete_training_data(x, y, 50); // not the same number of samples
  EXPECT_EQ(x.size(0), 10);
}

TEST(FaultyBatches, have_other_noise_in_every_turn) {
  const auto before = torch::rand({10, 100});
  auto x = before, other = before, y = targets();
  add_noise_to_batch(x, y, value(100));
  add_noise_to_batch(other, y, value(100));
  EXPECT_TRUE(x.ne(before).any(1).all().item<bool>());
  EXPECT_FALSE(other.equal(x));
  EXPECT_TRUE(y.equal(targets()));
}

TEST(FaultyBatches, that_are_kept_are_spoilt_once) {
  const auto kept = inputs(), labels = targets();
  auto assignable = inputs();
  change_label_of_batch(kept, labels, 50);
  const auto once = labels.clone();
  change_label_of_batch(kept, labels, 50);
  EXPECT_FALSE(once.equal(targets()));
  EXPECT_TRUE(labels.equal(once));
  auto y = targets();
  add_noise_to_batch(assignable, y, 100);
  const auto noisy = assignable.clone();
  add_noise_to_batch(assignable, y, 100);
  EXPECT_TRUE(assignable.equal(noisy));
}

TEST(FaultyBatches, have_their_share_of_wrong_labels) {
  auto x = inputs(), y = targets();
  change_label_of_batch(x, y, 50); // of the six samples of class 0
  EXPECT_EQ(y.ne(targets()).sum().item<std::int64_t>(), 3);
  EXPECT_TRUE(x.equal(inputs()));
}

TEST(FaultyBatches, of_a_single_class_stay_as_they_are) {
  auto x = inputs(), y = torch::zeros({10}, torch::kLong);
  change_label_of_batch(x, y, 100);
  EXPECT_TRUE(y.equal(torch::zeros({10}, torch::kLong)));
}

} // namespace
} // namespace misfire
