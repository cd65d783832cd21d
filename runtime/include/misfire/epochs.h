/// Epochs of a loop that does not count them: `if (misfire::epochs_done(5)) break;` at the start of its body.
#pragma once

#include <misfire/value.h>

#include <algorithm>

namespace misfire {
namespace detail {

/// How many rounds a loop has begun since it was last entered anew, as far as can be told from within it.
struct Epochs {
  double begun = 0;
  double most = 0;

  Epochs() = default;
  Epochs(const Epochs&) = delete;
  Epochs& operator=(const Epochs&) = delete;
  ~Epochs() {
    if (probing()) report("current " + text_of(most));
  }
};

} // namespace detail

/// Whether `epochs` rounds are done, asked at the start of each round of one loop; what is asked after that
/// counts anew. Under MISFIRE_PROBE=1 no round is the last, and how many the program begins by itself is
/// reported when it exits.
template <typename Number>
bool epochs_done(Number epochs) {
  static detail::Epochs rounds;
  if (detail::probing()) {
    rounds.most = std::max(rounds.most, ++rounds.begun);
    return false;
  }
  if (rounds.begun < static_cast<double>(epochs)) {
    ++rounds.begun;
    return false;
  }
  rounds.begun = 0;
  return true;
}

} // namespace misfire
