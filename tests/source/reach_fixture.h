// A program that trains and tests, and what an edit of it reaches.
#pragma once

#include "mutator/source/reach.h"

#include <gtest/gtest.h>

namespace misfire::testing {

inline constexpr const char* program = R"(#include <torch/torch.h>
namespace {

constexpr int kEpochs = 4;
constexpr int64_t kTrainImages = 2000;
constexpr int64_t kTestImages = 1000;
int verbose = 0;

struct NetImpl : torch::nn::Module {
  torch::nn::Linear out = register_module("out", torch::nn::Linear(784, 10));
  torch::Tensor forward(torch::Tensor x) { return out->forward(x); }
};
TORCH_MODULE(Net);

auto load(const std::string& folder, const std::string& part, int64_t count) {
  return Images(folder, part, count).map(torch::data::transforms::Stack<>());
}

template <typename Loader>
double evaluate(Net& network, Loader& loader) {
  torch::NoGradGuard no_grad;
  double right = 0, count = 0;
  for (const auto& batch : loader) {
    right += network->forward(batch.data).argmax(1).eq(batch.target).sum().template item<double>();
    count += batch.target.size(0);
  }
  return right / count;
}

double run(const std::string& folder) {
  auto train_set = load(folder, "train", kTrainImages);
  auto test_set = load(folder, "t10k", kTestImages);
  auto train_loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(train_set, 64);
  auto test_loader = torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(test_set, 500);
  Net network;
  torch::optim::SGD sgd(network->parameters(), 0.1);
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    for (auto& batch : *train_loader) {
      sgd.zero_grad();
      torch::nll_loss(network->forward(batch.data), batch.target).backward();
      sgd.step();
    }
  }
  const double accuracy = evaluate(network, *test_loader);
  printf("Test accuracy: %f\n", accuracy);
  return accuracy;
}

} // namespace

int main(int argc, char** argv) {
  const double reached = run(argc > 1 ? argv[1] : "data");
  return reached > 0.5 ? 0 : 1;
}
)";

inline std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, text.npos) << old;
  return text.replace(at, old.size(), by);
}

inline std::optional<std::string> reach_of(const std::string& before, const std::string& after) {
  const auto loop = std::uint32_t(after.find("for (auto& batch : *train_loader)"));
  return find_reach({{"main.cpp", before}}, {{"main.cpp", after}}, {{"main.cpp", loop}});
}

/// Both ways: what an edit reaches, its taking back does.
inline std::string found(const std::string& old, const std::string& by) {
  const std::string edited = replaced(program, old, by);
  const auto there = reach_of(program, edited), back = reach_of(edited, program);
  EXPECT_EQ(there.has_value(), back.has_value()) << there.value_or("") << back.value_or("");
  return there.value_or("");
}

} // namespace misfire::testing
