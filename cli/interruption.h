// Ctrl-C: once to end a campaign when what is being trained has ended, twice to end it at once.
#pragma once

#include "runner/campaign/trainer.h"

namespace misfire::cli {

/// From now on SIGINT and SIGTERM are counted instead of ending the program.
void listen_for_interruptions();

/// What they asked for so far.
Interruption interruption();

} // namespace misfire::cli
