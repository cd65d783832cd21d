// Keeps as many trainings under way as there is room for.
#include "runner/campaign/training_loop.h"

namespace misfire {

namespace {

Result<void> start_what_is_wanted(Trainer& trainer, const Work& work) {
  while (trainer.has_room() && work.interruption() == Interruption::none) {
    const std::optional<Training> training = work.next();
    if (!training) return {};
    if (const Result<void> started = trainer.start(*training); !started) return started;
  }
  return {};
}

} // namespace

Result<void> train_all(Trainer& trainer, const Work& work) {
  while (true) {
    if (const Result<void> started = start_what_is_wanted(trainer, work); !started) return started;
    if (trainer.is_idle()) return {};
    const Result<std::optional<Trained>> trained = trainer.next();
    if (!trained) return tl::unexpected(trained.error());
    // Others take the free place at once, since to see what is wanted after this one takes a while; but a run
    // that failed may be the end of all.
    if (*trained && (*trained)->run.outcome == Outcome::finished)
      if (const Result<void> started = start_what_is_wanted(trainer, work); !started) return started;
    if (*trained)
      if (const Result<void> taken = work.take(**trained); !taken) return taken;
    if (work.interruption() == Interruption::finish) trainer.finish();
    if (work.interruption() == Interruption::stop) trainer.stop();
    work.progressed();
  }
}

} // namespace misfire
