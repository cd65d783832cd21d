/// The generator of the stand-in for libtorch (core/Tensor.h).
#pragma once

#include <cmath>
#include <cstdint>

namespace at {

/// SplitMix64.
class Generator {
public:
  void seed(std::uint64_t seed) { state_ = seed; }

  /// From 0 to below 1.
  double uniform() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return static_cast<double>((mixed ^ (mixed >> 31)) >> 11) / 9007199254740992.0;
  }
  /// Box and Muller's.
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(6.283185307179586 * uniform());
  }

private:
  std::uint64_t state_ = 0;
};

inline Generator& generator() {
  static Generator of_this_process;
  return of_this_process;
}

inline void manual_seed(std::uint64_t seed) {
  generator().seed(seed);
}

} // namespace at
