/// The object that every binary links: it seeds all generators from the run's seed before the program's
/// globals are made, and is the way in for a host (host.cpp) where the binary is a shared object.
///
/// The shared libraries, libtorch's too, are initialised before any constructor of the executable; priority
/// 101 is the first that a program may use. Without MISFIRE_SEED nothing is seeded. With MISFIRE_ARITHMETIC
/// the program is not run at all (arithmetic.h).
#include <misfire/seed.h>

// Since libtorch 1.11; what only stands in for libtorch has no such macro, and computes nothing.
#if defined(TORCH_API) && __has_include(<ATen/ops/conv2d.h>)
#include <misfire/arithmetic.h>
#define MISFIRE_KNOWS_ARITHMETIC
#endif

#include <csignal>
#include <cstdlib>
#include <iostream>

#include <sys/prctl.h>

/// The program's own main, which C++ does not let anybody name.
extern "C" int misfire_program_main(int, char**, char**) __asm__("main");

/// What exit handlers of this binary are registered under: __dso_handle, which compilers declare in ways of
/// their own.
extern "C" __attribute__((visibility("hidden"))) void* misfire_own_handle __asm__("__dso_handle");
extern "C" void __cxa_finalize(void*);

namespace {

__attribute__((constructor(101))) void seed_all_generators() {
  if (misfire::arithmetic_is_asked()) {
#ifdef MISFIRE_KNOWS_ARITHMETIC
    misfire::report_arithmetic();
#endif
    misfire::end_process();
  }
  const misfire::detail::RunSeed run = misfire::detail::run_seed();
  if (!run.given) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL); // a run does not outlive the misfire that started it
  const std::uint64_t mixed = misfire::detail::splitmix64(run.seed);
  at::manual_seed(mixed);
  std::srand(static_cast<unsigned>(mixed));
}

} // namespace

/// Runs the program to the end of its own exit handlers and static destructors; those of libraries are left
/// out, which takes libtorch's 0.1 s. The exit status; C streams are not flushed.
extern "C" __attribute__((visibility("default"))) int misfire_main(int count, char** words,
                                                                   char** environment) {
  const int status = misfire_program_main(count, words, environment);
  __cxa_finalize(&misfire_own_handle);
  std::cout.flush();
  std::clog.flush();
  return status;
}
