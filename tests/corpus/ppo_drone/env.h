#pragma once
#include <torch/torch.h>

// Many drones at once, each on a vertical line; thrust is one number per drone.
struct VecEnv {
  explicit VecEnv(int64_t drones) : n(drones) { reset(); }
  void reset() {
    height = torch::rand({n}) * 2 - 1;
    speed = torch::zeros({n});
    goal = torch::rand({n}) * 2 - 1;
  }
  torch::Tensor observation() const { return torch::stack({height, speed, goal, goal - height}, 1); }
  torch::Tensor step(const torch::Tensor& thrust) {
    speed = 0.9 * speed + 0.2 * thrust.clamp(-1, 1) - 0.02;
    height = height + 0.3 * speed;
    return 0.5 - (height - goal).abs() - 0.01 * thrust.pow(2);
  }
  int64_t n;
  torch::Tensor height, speed, goal;
};
