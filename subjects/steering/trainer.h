// A network that steers, and what trains it.
#pragma once

#include "roads.h"

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>

// In the manner of PilotNet (Bojarski et al., 2016, arXiv 1604.07316), smaller.
class SteeringNet : public torch::nn::Module {
public:
  SteeringNet();

  // Angles (N, 1) for pictures (N, 3, 24, 48).
  torch::Tensor forward(torch::Tensor x);

private:
  torch::nn::BatchNorm2d norm_{nullptr};
  torch::nn::Conv2d conv1_{nullptr}, conv2_{nullptr};
  torch::nn::Dropout dropout_{nullptr};
  torch::nn::Linear hidden_{nullptr}, out_{nullptr};
};

class Trainer {
public:
  struct Options {
    int64_t epochs = 12;
    int64_t batch_size = 32;
    double learning_rate = 0.02;
    int64_t patience = 4; // epochs without a better validation, after which training ends
  };

  explicit Trainer(Options options);

  // Trains on `train`, and ends with the network that was best on `validation`.
  void fit(const Roads& train, const Roads& validation);

  // The mean error in degrees.
  double evaluate(const Roads& roads);

private:
  void train_epoch(const Roads& train);

  Options options_;
  std::shared_ptr<SteeringNet> net_;
  torch::nn::MSELoss criterion_;
  std::unique_ptr<torch::optim::SGD> optimizer_;
};
