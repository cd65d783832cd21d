// Trials and runs: what is trained, with which seed, and what came of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace misfire {

/// A mutant with a number bound to it; the baseline is the trial of no mutant.
struct Trial {
  std::string mutant;           ///< its id; `baseline_id` for the unmutated subject
  std::optional<double> number; ///< what its text's number becomes; absent where it has none
  auto operator<=>(const Trial&) const = default;
};

inline constexpr const char* baseline_id = "baseline";

/// The fingerprint of a run in which backward() was never called: it trained nothing.
inline constexpr const char* untrained = "a8c7f832281a39c5";

/// How a run ended. Only a finished run has a score; all others are failed runs.
///   diverged:  it ended well, but a metric that judges is not finite
///   no_metric: it ended well, but did not print a metric that judges
enum class Outcome { finished, crashed, timed_out, diverged, no_metric };

/// One training.
struct Run {
  Trial trial;
  std::uint64_t seed = 0;
  Outcome outcome = Outcome::finished;
  std::string
      ending; ///< how its process ended, for people: "exit status 1", "signal 11 (Segmentation fault)"
  /// By the metric's name: the exact text of every match of its pattern, in order. The last one counts.
  std::map<std::string, std::vector<std::string>> metrics;
  std::string fingerprint;  ///< 16 hex digits; empty where none was reported; `untrained` without backward()
  std::string inapplicable; ///< why the fault cannot apply, where the program reported that; else empty
  double seconds = 0;       ///< wall time
  double cpu_seconds = 0;   ///< of the process and all its children
  std::string log;          ///< path of what it printed, relative to the output folder
  /// Its network was trained before a change that does not reach training, and evaluated now: of each metric
  /// it has the last match alone, the fingerprint and the times are those of the training.
  bool replayed = false;
  std::string arithmetic = {}; ///< of the machine that made it (misfire/arithmetic.h); empty: not known
  bool operator==(const Run&) const = default;
};

/// How a run ended, for people: "finished", "crashed", "timed-out", "diverged", "no-metric".
std::string spelled(Outcome outcome);

/// The outcome of that spelling; nothing for any other text.
std::optional<Outcome> outcome_of(const std::string& spelling);

/// The shortest decimal text that reads back as exactly this number: "0.1", "1e-05", "32".
std::string spelled(double number);

} // namespace misfire
