// Datasets that stream their samples, with a fault, as libtorch's loaders use them.
#include <misfire/datasets.h>

#include <gmock/gmock.h>
#include <torch/torch.h>

namespace misfire {
namespace {

using testing::ElementsAre;
using Stack = torch::data::transforms::Stack<>;
namespace data = torch::data;
using Examples = std::vector<data::Example<>>;

/// Twelve samples in each epoch: of four, three are of class 0.
struct Endless : data::datasets::StatefulDataset<Endless> {
  torch::optional<Examples> get_batch(std::size_t count) override {
    if (given == 12) return torch::nullopt;
    Examples some;
    for (std::size_t i = 0; i < count; ++i, ++given)
      some.push_back({torch::ones({2}), torch::tensor(std::int64_t(given % 4 == 0 ? 1 : 0))});
    return some;
  }
  torch::optional<std::size_t> size() const override { return torch::nullopt; }
  void reset() override { given = 0; }
  void save(torch::serialize::OutputArchive&) const override {}
  void load(torch::serialize::InputArchive&) override {}
  std::size_t given = 0;
};

/// Batches that are tensors already.
struct Tensors : data::datasets::StreamDataset<Tensors, data::Example<>> {
  data::Example<> get_batch(std::size_t) override {
    return {torch::arange(8.0).view({4, 2}), torch::tensor({0.5, 1.5, 2.25, 7.0})};
  }
  torch::optional<std::size_t> size() const override { return torch::nullopt; }
};

TEST(FaultyStream, relabels_the_most_frequent_class_of_every_batch) {
  auto loader = data::make_data_loader(change_label(Endless(), 100).map(Stack()), 4);
  std::vector<std::int64_t> sums;
  for (int epoch = 0; epoch < 2; ++epoch)
    for (auto& batch : *loader)
      sums.push_back(batch.target.sum().item<std::int64_t>());
  EXPECT_THAT(sums, ElementsAre(4, 4, 4, 4, 4, 4));
}

TEST(FaultyStream, leaves_what_the_fault_does_not_act_on) {
  auto loader = data::make_data_loader(change_label(Endless(), 0).map(Stack()), 4);
  for (auto& batch : *loader) {
    EXPECT_EQ(batch.target.sum().item<std::int64_t>(), 1);
    EXPECT_TRUE(batch.data.equal(torch::ones({4, 2})));
  }
}

TEST(FaultyStream, has_noise_in_that_share_of_the_inputs_of_a_batch) {
  auto set = add_noise(Tensors(), 50);
  const auto once = set.get_batch(4), again = set.get_batch(4);
  const auto changed = [](const data::Example<>& batch) {
    return batch.data.ne(torch::arange(8.0).view({4, 2})).any(1).sum().item<std::int64_t>();
  };
  EXPECT_EQ(changed(once), 2);
  EXPECT_EQ(changed(again), 2);
  EXPECT_FALSE(once.data.equal(again.data));
  EXPECT_TRUE(once.target.equal(again.target));
}

TEST(FaultyStream, has_other_noise_in_every_batch) {
  auto set = change_label(Tensors(), 50);
  const auto once = set.get_batch(4), again = set.get_batch(4);
  EXPECT_FALSE(once.target.equal(Tensors().get_batch(4).target));
  EXPECT_FALSE(once.target.equal(again.target));
}

TEST(FaultyStream, may_stand_for_a_pointer_to_a_stream) {
  auto shared = data::datasets::make_shared_dataset<Endless>();
  auto loader = data::make_data_loader(change_label(shared, 100).map(Stack()), 4);
  for (auto& batch : *loader)
    EXPECT_EQ(batch.target.sum().item<std::int64_t>(), 4);
}

} // namespace
} // namespace misfire
