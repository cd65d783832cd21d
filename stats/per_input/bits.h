// A row of bits that is counted a word at a time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace misfire::stats {

/// `size` bits, all 0 at first. Bits of the last word beyond `size` stay 0.
struct Bits {
  std::size_t size = 0;
  std::vector<std::uint64_t> words;

  Bits() = default;
  explicit Bits(std::size_t count) : size(count), words((count + 63) / 64) {}

  bool test(std::size_t i) const { return (words[i / 64] >> (i % 64) & 1) != 0; }
  void set(std::size_t i) { words[i / 64] |= std::uint64_t{1} << (i % 64); }

  int count() const {
    int bits = 0;
    for (const std::uint64_t word : words)
      bits += std::popcount(word);
    return bits;
  }

  bool operator==(const Bits&) const = default;
};

} // namespace misfire::stats
