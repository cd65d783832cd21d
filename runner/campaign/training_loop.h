// The loop in which everything is trained, baseline, layouts and mutants alike: start what is wanted, wait
// for a training to end, hand it over, look again.
#pragma once

#include "runner/campaign/trainer.h"

#include <functional>

namespace misfire {

/// What is to be trained, and what becomes of it.
struct Work {
  /// The next training to start; nothing while none is wanted. Asked only when there is room for it.
  std::function<std::optional<Training>()> next;
  /// Is handed each training that has ended. An error ends the loop.
  std::function<Result<void>(const Trained&)> take;
  std::function<void()> progressed; ///< about once a second
  std::function<Interruption()> interruption;
};

/// Trains until nothing more is wanted and all that was started has ended. After an interruption nothing more
/// is started. Error: what `take` says, or trainings can be neither started nor kept.
Result<void> train_all(Trainer& trainer, const Work& work);

} // namespace misfire
