// What faults of single calls bring into a program: shapes, values and batches.
#include <misfire/batches.h>
#include <misfire/dims.h>
#include <misfire/parameters.h>
#include <misfire/shapes.h>
#include <misfire/uninitialised.h>
#include <misfire/whole.h>

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace misfire {
namespace {

TEST(Shapes, have_the_sizes_of_a_permutation_and_the_elements_in_the_order_in_which_they_lie) {
  const auto tensor = torch::arange(6).view({2, 3});
  EXPECT_TRUE(viewed_as_permuted(tensor, {1, 0}).equal(torch::arange(6).view({3, 2})));
  EXPECT_TRUE(viewed_as_transposed(tensor, 0, 1).equal(torch::arange(6).view({3, 2})));
}

TEST(Uninitialised, values_are_drawn_from_the_runs_seed_and_from_no_generator_of_the_program) {
  torch::manual_seed(1);
  const auto expected = torch::rand({4});
  torch::manual_seed(1);
  const auto first = uninitialised(torch::zeros({4})), second = uninitialised(torch::zeros({4}));
  EXPECT_TRUE(torch::rand({4}).equal(expected));
  EXPECT_FALSE(first.equal(second));
  EXPECT_GT(first.abs().sum().item<double>(), 0);
}

TEST(Uninitialised, whole_numbers_stay_0_and_a_gradient_may_be_required) {
  EXPECT_TRUE(uninitialised(torch::zeros({4}, torch::kLong)).equal(torch::zeros({4}, torch::kLong)));
  EXPECT_TRUE(uninitialised(torch::zeros({4}, torch::requires_grad())).requires_grad());
}

TEST(Uninitialised, whole_numbers_are_reported_and_end_the_process) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe"; // a process in which nothing was drawn before
  const std::string path = testing::TempDir() + "misfire_whole_numbers";
  std::remove(path.c_str());
  EXPECT_EXIT(
      {
        setenv("MISFIRE_REPORT", path.c_str(), 1);
        uninitialised(torch::zeros({4}, torch::kLong));
      },
      testing::ExitedWithCode(0), "");
  std::ostringstream report;
  report << std::ifstream(path).rdbuf();
  EXPECT_EQ(report.str(), "inapplicable its elements are whole numbers\n");
}

TEST(DimOf, is_the_dimension_that_a_tensor_has) {
  const auto tensor = torch::zeros({2, 3});
  EXPECT_EQ(dim_of(tensor, 1), 1);
  EXPECT_EQ(dim_of(tensor, -2), -2);
  EXPECT_EQ(dim_of(std::vector<at::Tensor>{tensor, tensor}, 0), 0);
  EXPECT_EQ(dim_of(std::vector<at::Tensor>{}, 5), 5); // libtorch says what it thinks of joining nothing
  EXPECT_EQ(dim_of(tensor, 2), 2);                    // nobody to report to
}

TEST(DimOf, is_reported_and_ends_the_process_where_a_tensor_has_it_not) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  const std::string path = testing::TempDir() + "misfire_no_dimension";
  for (const std::int64_t dim : {2, -3}) {
    std::remove(path.c_str());
    EXPECT_EXIT(
        {
          setenv("MISFIRE_REPORT", path.c_str(), 1);
          dim_of(std::vector<at::Tensor>{torch::zeros({2, 3})}, dim);
        },
        testing::ExitedWithCode(0), "");
    std::ostringstream report;
    report << std::ifstream(path).rdbuf();
    EXPECT_EQ(report.str(), "inapplicable its tensor has no dimension " + std::to_string(dim) + "\n");
  }
}

TEST(FirstHalf, is_rounded_up_and_draws_all) {
  EXPECT_THAT(first_half(std::vector<int>{1, 2, 3}), testing::ElementsAre(1, 2));
  EXPECT_THAT(first_half(std::vector<int>{}), testing::IsEmpty());
}

TEST(DividedWhole, loses_its_fraction_and_is_what_the_program_has_where_nothing_is_counted) {
  EXPECT_EQ(divided_whole(7, std::size_t{4}), 1);
  EXPECT_TRUE(std::isnan(divided_whole(0, 0)));
  EXPECT_TRUE(std::isinf(divided_whole(3, 0)));
}

TEST(Parameters, of_a_clone_are_others_that_are_trained_alike) {
  const torch::nn::Linear layer(2, 1);
  const auto clones = of_a_clone(layer->parameters());
  ASSERT_EQ(clones.size(), 2u);
  EXPECT_TRUE(clones[0].equal(layer->weight));
  EXPECT_FALSE(clones[0].is_same(layer->weight));
  EXPECT_TRUE(clones[0].is_leaf() && clones[0].requires_grad());
}

} // namespace
} // namespace misfire
