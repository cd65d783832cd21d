// Images as files of the form PNG.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace misfire {

struct Pixels {
  std::size_t width = 0, height = 0;
  std::size_t channels = 1;         ///< 1: grey; 3: red, green and blue
  std::vector<std::uint8_t> shades; ///< row by row, the channels of a pixel one after the other
};

/// The bytes of a PNG; empty where it cannot be made, for want of memory.
std::string png_of(const Pixels& pixels);

} // namespace misfire
