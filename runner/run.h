// Trials and runs: what is trained, with which seed, and what came of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace misfire {

/// A mutant with a number bound to it; the baseline is the trial of no mutant.
struct Trial {
  std::string mutant;           ///< its id; "baseline" for the unmutated subject
  std::optional<double> number; ///< what its text's number becomes; absent where it has none
  auto operator<=>(const Trial&) const = default;
};

enum class Outcome { finished, crashed, timed_out, diverged };

/// One training. Metrics are kept as the exact text that the pattern's group matched last.
struct Run {
  Trial trial;
  std::uint64_t seed = 0;
  Outcome outcome = Outcome::finished;
  std::map<std::string, std::string> metrics; ///< by the metric's name; those that were printed
  std::string fingerprint;                    ///< 16 hex digits; empty where none was reported
  double seconds = 0;                         ///< wall time
  std::string log;                            ///< path of what it printed, relative to the output folder
  bool operator==(const Run&) const = default;
};

/// How a run ended, for people: "finished", "crashed", "timed-out", "diverged".
std::string spelled(Outcome outcome);

} // namespace misfire
