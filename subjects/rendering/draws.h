// Random numbers for pictures that are rendered: the same with every library, and whatever is trained with.
#pragma once

#include <cstdint>
#include <random>

class Draws {
public:
  explicit Draws(uint32_t seed) : engine_(seed) {}

  // Uniform between `low` and `high`.
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_()) / 4294967296.0;
  }

private:
  std::mt19937 engine_;
};
