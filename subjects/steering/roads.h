// Rendered pictures of a road as a driver sees it, and how the wheels should stand.
#pragma once

#include "draws.h"

#include <torch/torch.h>

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

constexpr int64_t kRoadHeight = 24;
constexpr int64_t kRoadWidth = 48;

// A road (3, 24, 48) that bends by `bend` to the right, in 1/m, from a car that stands `offset` metres right
// of its middle and is turned by `heading` radians to the right. Light, shade, colours and the line's dashes
// are drawn.
inline torch::Tensor render_road(double bend, double offset, double heading, Draws& draws) {
  const auto row = torch::arange(kRoadHeight, torch::kFloat).view({-1, 1});
  const auto column = torch::arange(kRoadWidth, torch::kFloat).view({1, -1});
  // What is seen in a row below the horizon lies that many metres ahead; a pixel is so many metres wide
  // there.
  const auto ahead = 24 / (row - 5).clamp_min(0.5);
  const auto across = (column - kRoadWidth / 2.0) * ahead / 24;
  const auto middle = -offset - heading * ahead + bend * ahead.square() / 2;
  const auto from_middle = (across - middle).abs();
  const auto is_road = (row > 6).to(torch::kFloat);

  const auto asphalt = is_road * torch::sigmoid(4 * (2.5 - from_middle));
  const auto edges = is_road * torch::sigmoid(12 * (0.25 - (from_middle - 2.2).abs()));
  const auto dashes = (torch::sin(ahead + draws.between(0, 6.3)) > 0).to(torch::kFloat);
  const auto line = is_road * dashes * torch::sigmoid(12 * (0.2 - from_middle));
  const auto paint = (edges + line).clamp_max(1);

  const double light = draws.between(0.3, 1.0);
  const double grey = draws.between(0.2, 0.45);
  const auto shade = 1 - 0.4 * torch::sigmoid(4 * (2 - (ahead - draws.between(3, 20)).abs())); // of a tree
  std::vector<torch::Tensor> channels;
  for (const auto& [ground, sky] : {std::pair(0.35, 0.6), std::pair(0.5, 0.75), std::pair(0.2, 0.95)}) {
    const double meadow = ground + draws.between(-0.1, 0.1);
    auto channel = is_road * meadow + (1 - is_road) * sky;
    channel = channel + asphalt * (grey - channel);
    channel = channel + paint * (0.95 - channel);
    channels.push_back(channel * light * shade);
  }
  return torch::stack(channels);
}

// The angle of the wheels, in radians, that leads to the middle of the road 8 m ahead: pure pursuit with 2.7
// m between the axles (Coulter, 1992, CMU-RI-TR-92-01).
inline double steering_angle(double bend, double offset, double heading) {
  const double reach = 8;
  const double target = -offset - heading * reach + bend * reach * reach / 2;
  return std::atan(2 * 2.7 * target / (reach * reach));
}

struct Roads {
  torch::Tensor pictures; // (N, 3, 24, 48), from 0 to 1
  torch::Tensor angles;   // (N, 1), in radians, to the right
};

// `count` roads that bend by at most 1 / `radius` metres. The same seed gives the same roads.
inline Roads render_roads(int64_t count, double radius, uint32_t seed) {
  Draws draws(seed);
  std::vector<torch::Tensor> pictures;
  std::vector<float> angles;
  for (int64_t i = 0; i < count; ++i) {
    const double bend = draws.between(-1, 1) / radius;
    const double offset = draws.between(-0.8, 0.8), heading = draws.between(-0.12, 0.12);
    std::vector<float> noise(3 * kRoadHeight * kRoadWidth);
    for (float& value : noise)
      value = static_cast<float>(draws.between(-0.06, 0.06));
    pictures.push_back(render_road(bend, offset, heading, draws) +
                       torch::tensor(noise).view({3, kRoadHeight, kRoadWidth}));
    angles.push_back(static_cast<float>(steering_angle(bend, offset, heading)));
  }
  return {torch::stack(pictures), torch::tensor(angles).unsqueeze(1)};
}
