/// A loop that trains, as it stands in an instrumented program:
/// `if (const misfire::Training misfire_training{}) for ...`.
///
/// Where the networks of runs are kept, the program is linked with kept.cpp, which has these two functions;
/// elsewhere the loop just runs.
#pragma once

/// Whether the loop that begins here is to run; 0 where kept values stand in its tensors now.
extern "C" __attribute__((weak, visibility("default"))) int misfire_training_begins();
/// The loop has ended, however it was left.
extern "C" __attribute__((weak, visibility("default"))) void misfire_training_ends();

namespace misfire {
namespace detail {

/// What is done to networks each time that kept values stand in them (trained_layers.h); null where nothing
/// is.
inline void (*&after_passing())() {
  static void (*what)() = nullptr;
  return what;
}

} // namespace detail

/// Stands around a loop while that runs; false where it is to be passed over.
class Training {
public:
  Training() : runs_(misfire_training_begins == nullptr || misfire_training_begins() != 0) {
    if (!runs_ && detail::after_passing() != nullptr) detail::after_passing()();
  }
  ~Training() {
    if (misfire_training_ends != nullptr) misfire_training_ends();
  }
  Training(const Training&) = delete;
  Training& operator=(const Training&) = delete;

  explicit operator bool() const { return runs_; }

private:
  bool runs_;
};

} // namespace misfire
