// Processes and the clock: the one door through which runs reach the operating system.
#pragma once

#include "runner/error.h"
#include "runner/system/limits.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace misfire {

/// What is to be seen at another path; both are absolute. An empty `from` stands for an empty folder.
struct View {
  std::string from, to;
  bool is_own = false; ///< it may be written
  bool operator==(const View&) const = default;
};

/// How a host is started: a process that forks for each run (runtime/host.cpp).
struct HostCommand {
  std::vector<std::string> command; ///< its program first; a host that was started alike is used again
  std::map<std::string, std::string> environment; ///< on top of misfire's own; its runs inherit it
  std::string log;                                ///< the file that takes what it prints itself
  bool operator==(const HostCommand&) const = default;
};

/// That a command is run by a host.
struct Hosted {
  HostCommand host;
  std::vector<View> views; ///< a later one may stand in an earlier one; none: the run sees what the host sees
  bool only_load = false;  ///< the program is loaded, and that is all
};

struct Command {
  std::vector<std::string> arguments; ///< the program first, looked up in PATH where it has no slash
  std::map<std::string, std::string> environment; ///< on top of misfire's own
  std::string directory;                          ///< where it starts
  std::string output;                             ///< the file that takes what it prints on both streams
  double timeout = 0;                             ///< seconds until its whole process group is killed
  std::uint64_t memory = 0; ///< bytes of data that each of its processes may hold; 0: no limit
  Limits limits = {};       ///< what goes beyond them is killed with its whole process group
  /// Where it is there, `arguments` begins with a shared object, and it and `directory` are paths as they are
  /// seen through the views.
  std::optional<Hosted> hosted = {};
  /// It begins with a wrapper that ends before what it has started: that is waited for, too. Helpers that a
  /// program leaves are none of misfire's.
  bool wrapped = false;
};

using ProcessId = std::int64_t;

/// A process that is gone, and its process group with it.
struct Ended {
  enum class How { exited, signalled, timed_out, went_too_far };
  ProcessId id = 0;
  How how = How::exited;
  int code = 0;            ///< exit status or signal
  double seconds = 0;      ///< wall time
  double cpu_seconds = 0;  ///< of it and its waited-for children
  std::string excess = {}; ///< which limit it went beyond: "printed more than 100 MB"
  bool operator==(const Ended&) const = default;
};

class Processes {
public:
  virtual ~Processes() = default;

  /// Starts a command in a process group of its own, with nothing on its standard input. Error: no such
  /// program or directory, its output cannot be written, or a host refuses it. A host that dies takes its
  /// runs with it: they are started once more, and count as killed where that happens again.
  virtual Result<ProcessId> start(const Command& command) = 0;

  /// Waits for the next process that ends, killing what is past its timeout. Nothing if `seconds` pass, a
  /// signal arrives, or nothing runs.
  virtual std::optional<Ended> wait(double seconds) = 0;

  /// Kills all that runs; they are never waited for.
  virtual void kill_all() = 0;

  /// Seconds since some moment in the past.
  virtual double now() = 0;
};

/// The processes of this machine (POSIX, Linux).
std::unique_ptr<Processes> this_machines_processes();

/// "exit status 1", "signal 11 (Segmentation fault)", "killed after 20 s", "killed: it printed more than 100
/// MB".
std::string spelled(const Ended& ended);

} // namespace misfire
