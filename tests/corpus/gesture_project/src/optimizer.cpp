#include "gesture/training.h"

namespace gesture {

torch::optim::AdamOptions optimizer_options(const TrainConfig& config) {
  auto options = torch::optim::AdamOptions(config.learning_rate);
  options.weight_decay(config.weight_decay).betas(std::make_tuple(0.9, 0.98));
  return options;
}

}  // namespace gesture
