#pragma once
#include <torch/torch.h>

#include <limits>

#include "gesture/config.h"
#include "gesture/data.h"
#include "gesture/model.h"

namespace gesture {

struct Score {
  double loss = 0, accuracy = 0;
};

struct EarlyStop {
  int patience;
  double best = std::numeric_limits<double>::infinity();
  int bad = 0;
  bool improved(double loss);
  bool finished() const;
};

torch::optim::AdamOptions optimizer_options(const TrainConfig& config);
Score evaluate(Model& model, GestureSet::Part part);
Score measure(Model& model, GestureSet& set);
void train(Model& model, const TrainConfig& config);

}  // namespace gesture
