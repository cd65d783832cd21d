/// The object that every binary links: it seeds all generators from the run's seed before the program's
/// globals are made.
///
/// The shared libraries, libtorch's too, are initialised before any constructor of the executable; priority
/// 101 is the first that a program may use. Without MISFIRE_SEED nothing is seeded.
#include <misfire/seed.h>

#include <cstdlib>

namespace {

__attribute__((constructor(101))) void seed_all_generators() {
  const misfire::detail::RunSeed run = misfire::detail::run_seed();
  if (!run.given) return;
  const std::uint64_t mixed = misfire::detail::splitmix64(run.seed);
  at::manual_seed(mixed);
  std::srand(static_cast<unsigned>(mixed));
}

} // namespace
