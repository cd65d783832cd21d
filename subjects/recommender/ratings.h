// The ratings that users gave to movies.
#pragma once

#include <torch/torch.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

struct Rating {
  int64_t user = 0;  // from 0, without gaps
  int64_t movie = 0; // likewise
  float stars = 0;   // 0.5 to 5
};

struct Ratings {
  std::vector<Rating> all; // as they stand in the file
  int64_t users = 0;
  int64_t movies = 0;
};

// Reads lines of user, movie and stars, separated by commas, below a line of headings. Users and movies are
// numbered in the order in which they first occur. Throws std::runtime_error if `file` cannot be read.
inline Ratings read_ratings(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) throw std::runtime_error("cannot read ratings from " + file);
  Ratings ratings;
  std::unordered_map<std::string, int64_t> users, movies;
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string user, movie;
    Rating rating;
    if (!std::getline(fields, user, ',') || !std::getline(fields, movie, ',') || !(fields >> rating.stars))
      throw std::runtime_error(file + " has a line that is no rating: " + line);
    rating.user = users.emplace(user, users.size()).first->second;
    rating.movie = movies.emplace(movie, movies.size()).first->second;
    ratings.all.push_back(rating);
  }
  ratings.users = static_cast<int64_t>(users.size());
  ratings.movies = static_cast<int64_t>(movies.size());
  return ratings;
}

// Those of the `popular` movies that have the most ratings.
inline std::vector<Rating> of_popular_movies(const std::vector<Rating>& ratings, std::size_t popular) {
  std::unordered_map<int64_t, int64_t> counts;
  for (const auto& rating : ratings)
    ++counts[rating.movie];
  std::vector<std::pair<int64_t, int64_t>> order; // the number of ratings below zero, the movie
  for (const auto& [movie, count] : counts)
    order.emplace_back(-count, movie);
  std::sort(order.begin(), order.end());
  if (order.size() <= popular) return ratings;
  std::vector<Rating> found;
  for (const auto& rating : ratings)
    if (std::pair(-counts[rating.movie], rating.movie) < order[popular]) found.push_back(rating);
  return found;
}

// Examples of a user and a movie, (2) of int64, and the stars between them.
class RatingDataset : public torch::data::datasets::Dataset<RatingDataset> {
public:
  explicit RatingDataset(const std::vector<Rating>& ratings) {
    std::vector<int64_t> pairs;
    std::vector<float> stars;
    for (const auto& rating : ratings) {
      pairs.insert(pairs.end(), {rating.user, rating.movie});
      stars.push_back(rating.stars);
    }
    pairs_ = torch::tensor(pairs).view({-1, 2});
    stars_ = torch::tensor(stars);
  }

  torch::data::Example<> get(size_t index) override {
    return {pairs_[static_cast<int64_t>(index)], stars_[static_cast<int64_t>(index)]};
  }
  torch::optional<size_t> size() const override { return stars_.size(0); }

private:
  torch::Tensor pairs_;
  torch::Tensor stars_;
};
