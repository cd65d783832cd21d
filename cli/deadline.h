// How long a campaign may train: until its time is over, or the user ends it.
#pragma once

#include "cli/interruption.h"
#include "runner/system/process.h"

#include <string>

namespace misfire::cli {

/// The seconds that a campaign may train, of "90s", "10min" or "2h"; without end where nothing is given.
/// Error: no such time.
Result<double> budget_of(const std::string& text);

/// When a campaign's time is over.
class Deadline {
public:
  Deadline(Processes& processes, double seconds) : processes_(processes), end_(processes.now() + seconds) {}
  bool is_over() const { return processes_.now() >= end_; }

  /// What the user wants, or the end of what is being trained once the time is over.
  Interruption interruption() const {
    const Interruption asked = cli::interruption();
    return asked == Interruption::none && is_over() ? Interruption::finish : asked;
  }

private:
  Processes& processes_;
  double end_;
};

} // namespace misfire::cli
