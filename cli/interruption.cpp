// Counts signals.
#include "cli/interruption.h"

#include <csignal>

namespace misfire::cli {

namespace {

volatile std::sig_atomic_t signals = 0;

void count_signal(int) {
  signals = signals + 1;
}

} // namespace

void listen_for_interruptions() {
  struct sigaction action{};
  action.sa_handler = count_signal; // without SA_RESTART: waiting ends, so that the campaign looks
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

Interruption interruption() {
  return signals == 0 ? Interruption::none : signals == 1 ? Interruption::finish : Interruption::stop;
}

} // namespace misfire::cli
