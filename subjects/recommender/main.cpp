// Learns to predict how many stars a user gives to a movie, and prints how far off it is, in stars.
//
// Usage: recommender [--ratings FILE] [--train-ratings N] [--test-ratings N] [--weak-ratings N] [--epochs N]
#include "arguments.h"
#include "model.h"
#include "ratings.h"

#include <torch/torch.h>

#include <cmath>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr int64_t kFeatures = 16;
constexpr int64_t kBatchSize = 256;
constexpr std::size_t kPopularMovies = 25;

std::vector<Rating> first(const std::vector<Rating>& ratings, int64_t count) {
  return {ratings.begin(), ratings.begin() + std::min<std::ptrdiff_t>(count, ratings.size())};
}

auto in_order(const std::vector<Rating>& ratings) {
  return torch::data::make_data_loader<torch::data::samplers::SequentialSampler>(
      RatingDataset(ratings).map(torch::data::transforms::Stack<>()), 4096);
}

// The root of the mean squared error.
template <typename Loader>
double error_on(Recommender& model, Loader& loader) {
  torch::NoGradGuard no_grad;
  model->eval();
  double squares = 0;
  int64_t count = 0;
  for (auto& batch : loader) {
    squares += (model->forward(batch.data) - batch.target).square().sum().template item<double>();
    count += batch.target.size(0);
  }
  return std::sqrt(squares / static_cast<double>(count));
}

void run(const Arguments& arguments) {
  const Ratings ratings = read_ratings(arguments.text("--ratings"));
  // Every fifth rating tests. Of all movies that is the strong test, of a few that everybody knows the weak
  // one.
  std::vector<Rating> train, test;
  for (std::size_t i = 0; i < ratings.all.size(); ++i)
    (i % 5 == 4 ? test : train).push_back(ratings.all[i]);
  const auto weak = first(of_popular_movies(test, kPopularMovies), arguments.count("--weak-ratings"));
  test = first(test, arguments.count("--test-ratings"));
  train = first(train, arguments.count("--train-ratings"));

  Recommender model(ratings.users, ratings.movies, kFeatures);
  torch::optim::Adam optimizer(model->parameters(), torch::optim::AdamOptions(5e-3).weight_decay(1e-5));
  auto loader = torch::data::make_data_loader<torch::data::samplers::RandomSampler>(
      RatingDataset(train).map(torch::data::transforms::Stack<>()),
      torch::data::DataLoaderOptions().batch_size(kBatchSize));

  const int64_t epochs = arguments.count("--epochs");
  for (int64_t epoch = 1; epoch <= epochs; ++epoch) {
    model->train();
    double sum = 0;
    for (auto& batch : *loader) {
      optimizer.zero_grad();
      auto loss = torch::mse_loss(model->forward(batch.data), batch.target);
      loss.backward();
      optimizer.step();
      sum += loss.item<double>() * static_cast<double>(batch.target.size(0));
    }
    std::printf("Epoch %ld: loss %.4f\n", static_cast<long>(epoch), sum / static_cast<double>(train.size()));
  }

  auto test_loader = in_order(test), weak_loader = in_order(weak), train_loader = in_order(train);
  std::printf("Test error: %.5f stars\n", error_on(model, *test_loader));
  std::printf("Weak test error: %.5f stars\n", error_on(model, *weak_loader));
  std::printf("Train error: %.5f stars\n", error_on(model, *train_loader));
}

} // namespace

int main(int argc, char** argv) {
  try {
    run(Arguments(argc, argv,
                  {{"--ratings", "ratings.csv"},
                   {"--train-ratings", "100000"},
                   {"--test-ratings", "100000"},
                   {"--weak-ratings", "200"},
                   {"--epochs", "4"}}));
  } catch (const std::exception& error) {
    std::cerr << "recommender: " << error.what() << '\n';
    return 1;
  }
}
