#include "gesture/model.h"

namespace gesture {

// Convolutions start by He's rule, linear layers keep libtorch's.
void initialise(torch::nn::Module& module) {
  torch::NoGradGuard guard;
  if (auto* conv = module.as<torch::nn::Conv1d>()) {
    torch::nn::init::kaiming_normal_(conv->weight, 0.0, torch::kFanOut, torch::kReLU);
    torch::nn::init::constant_(conv->bias, 0.01);
  }
}

}  // namespace gesture
