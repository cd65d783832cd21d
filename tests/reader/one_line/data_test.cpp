// Loaders, data sets, tensors that are trained on: each form in a line.
#include "tests/reader/one_line/one_line.h"

TEST(Loader, has_a_batch_size_as_a_number) {
  EXPECT_SITES("auto loader = ^torch::data::make_data_loader(^set(), 64);", "Loader batch_size=64",
               "Dataset MNIST");
}
TEST(Loader, has_a_batch_size_in_options) {
  EXPECT_SITES(
      "auto loader = ^torch::data::make_data_loader(set(), torch::data::DataLoaderOptions().batch_size(32));",
      "Loader batch_size=32");
}
TEST(Loader, without_a_size_takes_one) {
  EXPECT_SITES("auto loader = ^torch::data::make_data_loader(set());", "Loader batch_size=1");
}
TEST(Loader, that_is_trained_on_has_that_role) {
  EXPECT_SITES(
      "auto loader = ^torch::data::make_data_loader(set().map(torch::data::transforms::Stack<>()), 64); "
      "for (auto& b : *loader) { torch::mse_loss(net(b.data), b.target).backward(); optimizer.step(); }",
      "Loader train batch_size=64");
}
TEST(Dataset, is_under_its_maps) {
  EXPECT_SITES(
      "auto loader = torch::data::make_data_loader(^set().map(torch::data::transforms::Stack<>()), 64);",
      "Dataset MNIST");
}
TEST(Dataset, may_be_a_variable) {
  EXPECT_SITES("auto data = ^set(); auto loader = torch::data::make_data_loader(std::move(data), 64);",
               "Dataset MNIST");
}
TEST(TrainingTensors, are_what_a_loss_is_made_of) {
  EXPECT_SITES(
      "Tensor a = torch::rand({8, 4}), b = torch::rand({8, 2});\n^for (int e = 0; e < 9; ++e) { auto l = "
      "torch::mse_loss(net(a), b); l.backward(); optimizer.step(); }",
      "EpochLoop train epochs=9 + TrainingTensors train a -> b");
}
