#include "gesture/data.h"

namespace gesture {

// A circle, its reverse, a line, or a zigzag, as three axes over time.
torch::Tensor record(int64_t kind) {
  auto t = torch::linspace(0, 6.28, kSteps) + torch::rand({1}) * 6.28;
  const double speed = 0.8 + 0.4 * torch::rand({1}).item<double>();
  torch::Tensor x, y;
  switch (kind) {
    case 0: x = torch::cos(speed * t); y = torch::sin(speed * t); break;
    case 1: x = torch::cos(speed * t); y = -torch::sin(speed * t); break;
    case 2: x = torch::linspace(-1, 1, kSteps); y = x * (torch::rand({1}) * 2 - 1); break;
    default: x = torch::linspace(-1, 1, kSteps); y = torch::sin(3 * t).sign(); break;
  }
  return torch::stack({x, y, torch::zeros_like(x)}) + 0.35 * torch::randn({3, kSteps});
}

}  // namespace gesture
