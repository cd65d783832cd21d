/// Seeds that differ from run to run and yet are the program's own: misfire::seed in place of
/// torch::manual_seed.
#pragma once

#include <misfire/report.h>

#include <ATen/Context.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>

namespace misfire {
namespace detail {

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014, doi 10.1145/2660193.2660195): the first output for the state
/// `x`.
inline std::uint64_t splitmix64(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/// MISFIRE_SEED, the seed of this run.
struct RunSeed {
  bool given;
  std::uint64_t seed;
};

inline RunSeed run_seed() {
  const char* text = std::getenv("MISFIRE_SEED");
  if (text == nullptr || *text == '\0') return {false, 0};
  char* end = nullptr;
  errno = 0;
  const unsigned long long seed = std::strtoull(text, &end, 10);
  if (*text < '0' || *text > '9' || *end != '\0' || errno != 0)
    refuse("MISFIRE_SEED", text, "a whole number");
  return {true, seed};
}

/// splitmix64(splitmix64(MISFIRE_SEED) + e); e alone if MISFIRE_SEED is not set.
inline std::uint64_t seed_from(std::uint64_t e) {
  const RunSeed run = run_seed();
  return run.given ? splitmix64(splitmix64(run.seed) + e) : e;
}

} // namespace detail

/// Seeds libtorch's generators with splitmix64(splitmix64(MISFIRE_SEED) + e), where e is what the program
/// seeds itself with; with e alone if MISFIRE_SEED is not set, as torch::manual_seed does.
inline void seed(std::uint64_t e) {
  at::manual_seed(detail::seed_from(e));
}

} // namespace misfire
