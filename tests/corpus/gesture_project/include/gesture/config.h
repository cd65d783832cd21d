#pragma once
#include <cstdint>
#include <string>

namespace gesture {

struct TrainConfig {
  int epochs = 24;
  int64_t batch_size = 36;
  double learning_rate = 3e-3;
  double weight_decay = 1e-4;
  double grad_limit = 2.0;
  int patience = 5;
};

struct ModelConfig {
  int64_t channels = 3;
  int64_t width = 24;
  int64_t classes = 4;
  double dropout = 0.2;
};

struct Config {
  TrainConfig train;
  ModelConfig model;
  uint64_t seed = 99;
  static Config from_arguments(int argc, char** argv);
};

}  // namespace gesture
