// Where trainings are made: this machine, or another that implements the same.
#pragma once

#include "runner/error.h"
#include "runner/evaluation.h"
#include "runner/run.h"

namespace misfire {

/// One training to be made.
struct Training {
  Trial trial;
  std::uint64_t seed = 0;
  unsigned repetition = 0;      ///< which training of this seed
  bool probe = false;           ///< only to ask the program for the value that it has
  std::string binary;           ///< absolute path
  std::string host_program;     ///< Binary::host_program
  std::string program;          ///< digest of what its result depends on beside number, seed and repetition
  double timeout = 0;           ///< seconds
  std::uint64_t first_seed = 1; ///< of its trial
  std::string kept = {};        ///< absolute path of the folder that its network is kept in; empty: it is not
  bool replay = false;          ///< it starts with the network that is kept there, and passes over training
  bool after_training = false;  ///< a replay that is a run of its mutant: the network is the baseline's
  std::string suite = {}; ///< of Configuration::suites: a replay on its test data; empty: on the campaign's
  std::string shows = {}; ///< absolute path of the folder whose inputs it is asked for (shown_inputs.h)
  std::string arithmetic = {};  ///< what its machine must compute as (Run::arithmetic); empty: anything
  bool asks_arithmetic = false; ///< only to learn Run::arithmetic; nothing of the program is run
  auto operator<=>(const Training&) const = default;
};

/// A training that was made, and what came of it.
struct Trained {
  Training training;
  Run run;
  std::optional<double> current; ///< of a probe: the value that the program has, where it was reported
  std::string unkept = {};       ///< why its network is not kept, though that was wanted; else empty
  bool lost = false; ///< whoever made it was lost, again and again: nothing is known of the program
  Recorded recorded = {};
};

class Executor {
public:
  virtual ~Executor() = default;

  /// How many trainings can be made side by side.
  virtual unsigned jobs() const = 0;

  /// How many may be started before one has ended; the others wait for their turn.
  virtual unsigned room() const { return jobs(); }

  /// Starts a training. Error: it could not even be started, and neither could others.
  virtual Result<void> start(const Training& training) = 0;

  /// Waits for the next training that ends; nothing after `seconds`, when a signal arrives, or when none is
  /// being made. Error: what came of a training cannot be learnt, which is no evidence of anything.
  virtual Result<std::optional<Trained>> next(double seconds) = 0;

  /// What a program cannot do here that it can where it is started by hand, in sentences; empty where nothing
  /// is known of the kind.
  virtual std::string confinement() const { return ""; }

  /// Ends all trainings at once, without results.
  virtual void stop() = 0;

  /// Seconds since some moment in the past.
  virtual double now() = 0;
};

} // namespace misfire
