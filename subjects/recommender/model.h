// A network that predicts how many stars a user gives to a movie.
#pragma once

#include <torch/torch.h>

#include <cstdint>

class RecommenderImpl : public torch::nn::Module {
public:
  RecommenderImpl(int64_t users, int64_t movies, int64_t features)
      : user(torch::nn::EmbeddingOptions(users, features)),
        movie(torch::nn::EmbeddingOptions(movies, features)), user_mean(users, 1), movie_mean(movies, 1),
        hidden(2 * features, 32), dropout(0.2), out(32, 1) {
    register_module("user", user);
    register_module("movie", movie);
    register_module("user_mean", user_mean);
    register_module("movie_mean", movie_mean);
    register_module("hidden", hidden);
    register_module("dropout", dropout);
    register_module("out", out);
    for (auto* embedding : {&user, &movie})
      torch::nn::init::normal_((*embedding)->weight, 0, 0.1);
    for (auto* mean : {&user_mean, &movie_mean})
      torch::nn::init::zeros_((*mean)->weight);
  }

  // Stars (N), between 0.5 and 5, for users and movies, (N, 2) of int64.
  torch::Tensor forward(const torch::Tensor& pairs) {
    const auto users = pairs.select(1, 0), movies = pairs.select(1, 1);
    auto x = torch::cat({user(users), movie(movies)}, 1);
    x = dropout(torch::relu(hidden(x)));
    x = out(x) + user_mean(users) + movie_mean(movies);
    return 0.5 + 4.5 * torch::sigmoid(x).squeeze(1);
  }

private:
  torch::nn::Embedding user, movie;           // what they are like
  torch::nn::Embedding user_mean, movie_mean; // how they rate, or are rated, as a rule
  torch::nn::Linear hidden;
  torch::nn::Dropout dropout;
  torch::nn::Linear out;
};
TORCH_MODULE(Recommender);
