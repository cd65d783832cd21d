// Misfire's side of a host: a process with libtorch loaded that forks for each run (runtime/host.cpp), so
// that a run begins in milliseconds.
#pragma once

#include "runner/system/process.h"

#include <deque>
#include <variant>

namespace misfire {

/// A run that a host has seen the end of.
struct HostedEnd {
  ProcessId run = 0;      ///< as it was asked for
  int status = 0;         ///< as wait gives it
  double cpu_seconds = 0; ///< of it and its waited-for children
};

/// A host that is running, and ends with this object, with all that it has started.
class Host {
public:
  /// Starts one, and waits until it is ready. Error: it cannot be started, or ends at once.
  static Result<std::unique_ptr<Host>> start(const HostCommand& program);

  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  /// Begins a run under a number of the caller's choice. The number of its process. Error: the host cannot
  /// make it, or is gone (see is_gone()), perhaps by what the run did.
  Result<pid_t> begin(ProcessId run, const Command& command);

  /// Ends a run, with its process group; the host tells of its end as of any other.
  void end(ProcessId run);

  /// A run that has ended; nothing if none has by now.
  std::optional<HostedEnd> next();

  /// Whether there is something for next(), without waiting.
  bool has_news() const { return !ends.empty(); }

  /// The host has ended, and its runs with it.
  bool is_gone() const { return gone; }

  /// Can be polled for reading.
  int descriptor() const { return socket; }

private:
  Host(int connection, pid_t leader);
  std::optional<std::string> receive(bool wait);
  void note(const std::string& answer);

  int socket;
  pid_t process;
  bool gone = false;
  std::deque<HostedEnd> ends;
};

} // namespace misfire
