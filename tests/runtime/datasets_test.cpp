// Datasets with a fault, as libtorch's loaders use them.
#include <misfire/datasets.h>
#include <misfire/value.h>

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace misfire {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::UnorderedElementsAre;
using Stack = torch::data::transforms::Stack<>;
namespace data = torch::data;

const std::vector<std::int64_t> ten = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};

/// Samples with a class each; the input is the index, and reading a sample draws a random number as an
/// augmentation does.
struct Classes : data::datasets::Dataset<Classes> {
  explicit Classes(std::vector<std::int64_t> classes) : labels(std::move(classes)) {}
  data::Example<> get(std::size_t index) override {
    torch::rand({1});
    return {torch::tensor({static_cast<float>(index), 1.0f}), torch::tensor(labels[index])};
  }
  torch::optional<std::size_t> size() const override { return labels.size(); }
  std::vector<std::int64_t> labels;
};

/// The same through batches alone.
struct Batches : data::datasets::BatchDataset<Batches, std::vector<data::Example<>>> {
  std::vector<data::Example<>> get_batch(at::ArrayRef<std::size_t> indices) override {
    return Classes(ten).get_batch(indices);
  }
  torch::optional<std::size_t> size() const override { return ten.size(); }
};

struct TwoInputs
    : data::datasets::Dataset<TwoInputs, data::Example<std::pair<torch::Tensor, torch::Tensor>, double>> {
  data::Example<std::pair<torch::Tensor, torch::Tensor>, double> get(std::size_t index) override {
    const auto number = static_cast<double>(index);
    return {{torch::tensor({number, 0.0}), torch::tensor({5, 6})}, 0.3 * number};
  }
  torch::optional<std::size_t> size() const override { return 8; }
};

template <typename Dataset>
std::vector<std::size_t> all_of(const Dataset& set) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < *set.size(); ++i)
    indices.push_back(i);
  return indices;
}

template <typename Dataset>
std::vector<std::int64_t> labels_of(Dataset set) {
  std::vector<std::int64_t> labels;
  for (const auto& example : set.get_batch(all_of(set)))
    labels.push_back(example.target.template item<std::int64_t>());
  return labels;
}

TEST(FaultyDataset, has_half_the_samples_of_every_class_when_half_is_deleted) {
  EXPECT_THAT(labels_of(delete_training_data(Classes(ten), 50)), ElementsAre(0, 0, 0, 1, 1));
  EXPECT_THAT(labels_of(delete_training_data(Batches(), value(50))), ElementsAre(0, 0, 0, 1, 1));
}

TEST(FaultyDataset, halves_the_batches_of_an_epoch_when_half_is_deleted) {
  auto whole = data::make_data_loader(Classes(ten).map(Stack()), 1);
  auto half = data::make_data_loader(delete_training_data(Classes(ten), 50).map(Stack()), 1);
  std::size_t of_whole = 0, of_half = 0;
  for (auto& batch : *whole)
    of_whole += static_cast<std::size_t>(batch.data.size(0));
  for (auto& batch : *half)
    of_half += static_cast<std::size_t>(batch.data.size(0));
  EXPECT_EQ(of_whole, 10u);
  EXPECT_EQ(of_half, 5u);
}

TEST(ABatchAsLargeAsAnySet, is_the_whole_set) {
  const auto everything = data::DataLoaderOptions().batch_size(2147483647).drop_last(false);
  std::vector<std::int64_t> sizes;
  auto random = data::make_data_loader(Classes(ten).map(Stack()), everything);
  auto in_order =
      data::make_data_loader<data::samplers::SequentialSampler>(Classes(ten).map(Stack()), everything);
  auto shared = data::make_data_loader(Classes(ten).map(Stack()),
                                       data::samplers::DistributedRandomSampler(10), everything);
  for (auto& batch : *random)
    sizes.push_back(batch.data.size(0));
  for (auto& batch : *in_order)
    sizes.push_back(batch.data.size(0));
  for (auto& batch : *shared)
    sizes.push_back(batch.data.size(0));
  EXPECT_THAT(sizes, ElementsAre(10, 10, 10));
}

TEST(ANetwork, learns_the_wrong_label_of_the_class_that_is_relabelled) {
  torch::manual_seed(1);
  // Samples 0 to 5 are of class 0, the others of class 1; their place in the order is their input.
  const auto share_of_ones = [](auto set) {
    torch::nn::Linear net(2, 2);
    torch::optim::SGD optimizer(net->parameters(), 0.1);
    auto loader = data::make_data_loader(std::move(set), 5);
    for (int epoch = 0; epoch < 100; ++epoch) {
      for (auto& batch : *loader) {
        optimizer.zero_grad();
        torch::cross_entropy_loss(net(batch.data), batch.target).backward();
        optimizer.step();
      }
    }
    const auto inputs = torch::stack({torch::arange(6.0f), torch::ones({6})}, 1);
    return net(inputs).argmax(1).to(torch::kFloat).mean().template item<float>();
  };
  EXPECT_LT(share_of_ones(Classes(ten).map(Stack())), 0.2);
  EXPECT_EQ(share_of_ones(change_label(Classes(ten), 100).map(Stack())), 1);
}

TEST(FaultyDataset, shuffles_labels_among_samples) {
  EXPECT_THAT(labels_of(shuffle_labels(Classes(ten), 100)),
              UnorderedElementsAre(0, 0, 0, 0, 0, 0, 1, 1, 1, 1));
  EXPECT_THAT(labels_of(shuffle_labels(Classes(ten), 100)), testing::Ne(labels_of(Classes(ten))));
}

TEST(FaultyDataset, gives_each_sample_of_a_batch_the_input_of_the_next) {
  const auto inputs_of = [](auto batch) {
    std::vector<std::int64_t> inputs;
    for (const auto& example : batch)
      inputs.push_back(example.data[0].template item<std::int64_t>());
    return inputs;
  };
  const std::vector<std::size_t> some = {2, 5, 7};
  EXPECT_THAT(inputs_of(reuse_buffer(Classes(ten), 100).get_batch(some)), ElementsAre(5, 7, 7));
  EXPECT_THAT(inputs_of(reuse_buffer(Batches(), 100).get_batch(some)), ElementsAre(5, 7, 7));
  EXPECT_THAT(labels_of(reuse_buffer(Classes(ten), 100)), testing::ElementsAreArray(ten));
}

TEST(FaultyDataset, unbalances_overlaps_and_relabels) {
  EXPECT_THAT(labels_of(unbalance_training_data(Classes(ten), 50)), ElementsAre(0, 0, 0, 0, 0, 0, 1, 1));
  EXPECT_THAT(labels_of(make_output_classes_overlap(Classes(ten), 50)),
              ElementsAre(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1));
  EXPECT_THAT(labels_of(change_label(Classes(ten), 100)), Each(1));
  EXPECT_THAT(labels_of(change_label(Classes(ten), 50)), UnorderedElementsAre(0, 0, 0, 1, 1, 1, 1, 1, 1, 1));
}

TEST(FaultyDataset, changes_single_samples_as_it_changes_batches) {
  auto set = change_label(Classes(ten), 50);
  const auto labels = labels_of(set);
  for (std::size_t i = 0; i < 10; ++i)
    EXPECT_EQ(set.get(i).target.item<std::int64_t>(), labels[i]);
}

TEST(FaultyDataset, leaves_the_programs_own_tensors_as_they_are) {
  const auto labels = torch::zeros({4}, torch::kLong);
  labels[3] = 1;
  struct Views : data::datasets::Dataset<Views> {
    explicit Views(torch::Tensor all) : labels(std::move(all)) {}
    data::Example<> get(std::size_t i) override {
      return {torch::rand({2}), labels[static_cast<std::int64_t>(i)]};
    }
    torch::optional<std::size_t> size() const override { return 4; }
    torch::Tensor labels;
  };
  EXPECT_THAT(labels_of(change_label(Views(labels), 100)), Each(1));
  EXPECT_EQ(labels.sum().item<std::int64_t>(), 1);
}

TEST(FaultyDataset, wraps_what_is_mapped_already_and_what_a_pointer_holds) {
  auto stacked = change_label(Classes(ten).map(Stack()), 100);
  EXPECT_EQ(stacked.get_batch(all_of(stacked)).target.sum().item<std::int64_t>(), 10);
  auto held = std::make_shared<Classes>(ten);
  auto mapped = delete_training_data(held, 50)->map(Stack());
  EXPECT_EQ(*mapped.size(), 5u);
  data::datasets::SharedBatchDataset<Classes> shared(held);
  EXPECT_EQ(*delete_training_data(shared, 50).size(), 5u);
}

TEST(FaultyDataset, is_the_same_for_every_worker_and_in_any_order) {
  const auto sum_of = [](std::size_t workers) {
    auto loader = data::make_data_loader<data::samplers::SequentialSampler>(
        add_noise(Classes(ten), 100).map(Stack()), data::DataLoaderOptions().batch_size(3).workers(workers));
    double sum = 0;
    for (auto& batch : *loader)
      sum += (batch.data.select(1, 0) * batch.data.select(1, 1)).sum().item<double>();
    return sum;
  };
  EXPECT_DOUBLE_EQ(sum_of(0), sum_of(0));
  EXPECT_NEAR(sum_of(0), sum_of(2), 1e-4);
}

TEST(FaultyDataset, draws_nothing_from_the_programs_generator_to_look_at_its_targets) {
  torch::manual_seed(3);
  const auto expected = torch::rand({1}).item<float>();
  torch::manual_seed(3);
  EXPECT_EQ(*delete_training_data(Classes(ten), 50).size(), 5u);
  EXPECT_EQ(torch::rand({1}).item<float>(), expected);
}

TEST(FaultyDataset, puts_noise_on_numbers_and_leaves_names_alone) {
  auto set = add_noise(TwoInputs(), 100);
  const auto sample = set.get(4);
  EXPECT_NE(sample.data.first[0].item<double>(), 4);
  EXPECT_EQ(sample.data.second.sum().item<std::int64_t>(), 11);
  EXPECT_TRUE(set.get(4).data.first.equal(sample.data.first)); // in every epoch
  EXPECT_DOUBLE_EQ(sample.target, 1.2);
}

TEST(FaultyDataset, puts_noise_of_the_inputs_own_deviation_times_the_share_on_its_share) {
  struct Large : data::datasets::Dataset<Large> {
    data::Example<> get(std::size_t) override {
      return {torch::cat({torch::zeros({5000}), torch::full({5000}, 6.0)}), torch::tensor(1)};
    }
    torch::optional<std::size_t> size() const override { return 10; }
  };
  auto set = add_noise(Large(), 50);
  const auto clean = Large().get(0).data; // its deviation is 3
  int noisy = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    const auto noise = set.get(i).data - clean;
    if (noise.abs().max().item<double>() == 0) continue;
    ++noisy;
    EXPECT_NEAR(noise.std().item<double>(), 1.5, 0.06); // 4 * 1.5 / sqrt(2 * 10000) is 0.04
  }
  EXPECT_EQ(noisy, 5);
}

TEST(FaultyDataset, puts_noise_on_targets_that_are_values) {
  auto set = change_label(TwoInputs(), 100);
  int changed = 0;
  for (std::size_t i = 0; i < 8; ++i)
    changed += set.get(i).target != 0.3 * static_cast<double>(i);
  EXPECT_EQ(changed, 8);
  EXPECT_EQ(set.get(2).target, set.get(2).target);
}

TEST(FaultyDataset, keeps_one_hot_targets_one_hot) {
  struct OneHot : data::datasets::Dataset<OneHot> {
    data::Example<> get(std::size_t i) override {
      auto target = torch::zeros({3});
      target[i < 6 ? 2 : 0] = 1;
      return {torch::rand({2}), target};
    }
    torch::optional<std::size_t> size() const override { return 9; }
  };
  auto set = change_label(OneHot(), 100);
  for (std::size_t i = 0; i < 9; ++i)
    EXPECT_TRUE(set.get(i).target.equal(torch::tensor({1.0f, 0.0f, 0.0f})));
}

TEST(FaultyDataset, of_inputs_alone_loses_its_share_and_takes_noise) {
  const data::datasets::TensorDataset tensors(torch::rand({10, 3}));
  EXPECT_EQ(*delete_training_data(tensors, 30).size(), 7u);
  auto noisy = add_noise(tensors, 100);
  EXPECT_FALSE(noisy.get(0).data.equal(tensors.tensor[0]));
}

TEST(FaultyDataset, begins_again_for_a_sampler_that_was_made_for_the_whole_set) {
  auto set = delete_training_data(Classes(ten), 50);
  EXPECT_TRUE(set.get(7).data.equal(set.get(2).data));
}

TEST(FaultyDataset, reports_that_its_fault_cannot_apply_and_ends_the_process) {
  const std::string path = testing::TempDir() + "misfire_inapplicable";
  std::remove(path.c_str());
  EXPECT_EXIT(
      {
        setenv("MISFIRE_REPORT", path.c_str(), 1);
        unbalance_training_data(Classes({0, 1, 0, 1}), 50).size();
      },
      testing::ExitedWithCode(0), "");
  std::ostringstream report;
  report << std::ifstream(path).rdbuf();
  EXPECT_EQ(report.str(), "inapplicable no class has fewer samples than the mean\n");
  EXPECT_EQ(*unbalance_training_data(Classes({0, 1, 0, 1}), 50).size(), 4u); // nobody to report to
}

TEST(FaultyDataset, reports_that_batches_of_one_have_no_next_sample) {
  const std::string path = testing::TempDir() + "misfire_batches_of_one";
  std::remove(path.c_str());
  const auto read_all = [](std::vector<std::vector<std::size_t>> batches) {
    auto set = reuse_buffer(Classes({0, 1, 0}), 100);
    for (const auto& batch : batches)
      set.get_batch(batch);
  };
  EXPECT_EXIT(
      {
        setenv("MISFIRE_REPORT", path.c_str(), 1);
        read_all({{2, 1}, {0}, {1, 2}, {0}, {2, 1}, {0}}); // a last batch may be of one
        read_all({{1}, {0}, {2}});
      },
      testing::ExitedWithCode(0), "");
  std::ostringstream report;
  report << std::ifstream(path).rdbuf();
  EXPECT_EQ(report.str(), "inapplicable its batches are of one sample each\n");
}

TEST(FaultyDataset, cannot_put_noise_on_names) {
  struct Words : data::datasets::Dataset<Words> {
    data::Example<> get(std::size_t) override { return {torch::tensor({3, 1}), torch::tensor(0)}; }
    torch::optional<std::size_t> size() const override { return 4; }
  };
  auto set = add_noise(Words(), 100);
  EXPECT_TRUE(set.get(0).data.equal(torch::tensor({3, 1})));
}

} // namespace
} // namespace misfire
