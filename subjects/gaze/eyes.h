// Rendered pictures of eyes that look somewhere.
#pragma once

#include "draws.h"

#include <torch/torch.h>

#include <cmath>
#include <cstdint>
#include <vector>

struct Eyes {
  torch::Tensor pictures; // (N, 1, 24, 36), from 0 to 1
  torch::Tensor angles;   // (N, 2), pitch and yaw in radians; (0, 0) looks straight ahead
};

constexpr int64_t kEyeHeight = 24;
constexpr int64_t kEyeWidth = 36;

// 1 inside, 0 outside, and between them an edge of about a pixel; `distance` is in pixels, positive inside.
inline torch::Tensor inside(const torch::Tensor& distance) {
  return torch::sigmoid(3 * distance);
}

// One eye, (24, 36), that looks by `pitch` up and by `yaw` to the right. Skin, iris, light, place and how far
// the lids are open are drawn.
inline torch::Tensor render_eye(double pitch, double yaw, Draws& draws) {
  const auto rows = torch::arange(kEyeHeight, torch::kFloat).view({-1, 1});
  const auto columns = torch::arange(kEyeWidth, torch::kFloat).view({1, -1});
  const double row = kEyeHeight / 2.0 + draws.between(-1.5, 1.5);
  const double column = kEyeWidth / 2.0 + draws.between(-1.5, 1.5);
  const double radius = draws.between(12, 14); // of the ball
  const double skin = draws.between(0.35, 0.75), iris = draws.between(0.15, 0.45);
  const double white = draws.between(0.8, 0.95), light = draws.between(0.7, 1.1);
  const double open = draws.between(5, 8) + 3 * std::sin(pitch); // the lids follow the look

  // Between the lids, which are two arcs.
  const auto across = (columns - column) / (radius + 2);
  const auto lids = inside(open * (1 - across.square()) - (rows - row).abs());
  // The iris is a disc on the ball: it moves, and is narrower where it turns away.
  const double up = radius * std::sin(pitch), right = radius * std::cos(pitch) * std::sin(yaw);
  const auto off =
      ((rows - row + up) / std::cos(pitch)).square() + ((columns - column - right) / std::cos(yaw)).square();
  const auto coloured = inside(5.5 - off.sqrt()), pupil = inside(2.2 - off.sqrt());

  auto ball = white + coloured * (iris - white);
  ball = ball * (1 - pupil);
  auto picture = light * (skin + lids * (ball - skin));
  const auto shine = torch::exp(-((rows - row + 2).square() + (columns - column - 2).square()) / 2);
  return (picture + 0.3 * lids * shine).clamp(0, 1);
}

// `count` eyes that look up to `degrees` away from straight ahead, up or down and left or right; `grain` is
// the noise's deviation. The same seed gives the same pictures.
inline Eyes render_eyes(int64_t count, double degrees, double grain, uint32_t seed) {
  Draws draws(seed);
  const double limit = degrees * M_PI / 180;
  std::vector<torch::Tensor> pictures;
  std::vector<float> angles;
  for (int64_t i = 0; i < count; ++i) {
    const double pitch = draws.between(-0.7 * limit, 0.7 * limit), yaw = draws.between(-limit, limit);
    std::vector<float> noise(kEyeHeight * kEyeWidth);
    for (float& value : noise)
      value = static_cast<float>(grain * draws.between(-1.7, 1.7));
    pictures.push_back(render_eye(pitch, yaw, draws) + torch::tensor(noise).view({kEyeHeight, kEyeWidth}));
    angles.insert(angles.end(), {static_cast<float>(pitch), static_cast<float>(yaw)});
  }
  return {torch::stack(pictures).unsqueeze(1), torch::tensor(angles).view({-1, 2})};
}
