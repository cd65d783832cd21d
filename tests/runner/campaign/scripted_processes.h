// Processes that only pretend: each ends as a script says, on a clock that jumps from one end to the next.
#pragma once

#include "runner/system/process.h"

#include "tests/runner/temporary_folder.h"

#include <algorithm>
#include <functional>

namespace misfire::testing {

/// How a pretended process goes.
struct Scripted {
  std::string printed;
  std::string report; ///< goes to the file named by MISFIRE_REPORT
  int code = 0;
  double seconds = 1;
};

/// Thrown by ScriptedProcesses in place of a sudden death of misfire.
struct Killed {};

class ScriptedProcesses : public Processes {
public:
  using Script = std::function<Scripted(const Command&)>;

  explicit ScriptedProcesses(Script follows) : script(std::move(follows)) {}

  Result<ProcessId> start(const Command& command) override {
    if (started.size() >= dies_after) throw Killed{};
    started.push_back(command);
    const Scripted scripted = script(command);
    running.push_back({ProcessId(started.size()), command, scripted, clock,
                       clock + std::min(scripted.seconds, command.timeout)});
    most_at_once = std::max(most_at_once, running.size());
    return running.back().id;
  }

  std::optional<Ended> wait(double) override {
    if (running.empty()) return std::nullopt;
    const auto first = std::ranges::min_element(running, {}, &Running::ends);
    const Running process = *first;
    running.erase(first);
    clock = process.ends;
    write_file(process.command.output, process.scripted.printed);
    write_file(process.command.environment.at("MISFIRE_REPORT"), process.scripted.report);
    const bool overdue = process.scripted.seconds > process.command.timeout;
    return Ended{.id = process.id,
                 .how = overdue ? Ended::How::timed_out : Ended::How::exited,
                 .code = overdue ? 9 : process.scripted.code,
                 .seconds = process.ends - process.begins,
                 .cpu_seconds = process.ends - process.begins};
  }

  void kill_all() override { running.clear(); }
  double now() override { return clock; }
  std::size_t running_now() const { return running.size(); }

  std::vector<Command> started;
  std::size_t dies_after = std::size_t(-1); ///< how many are started before misfire "dies"
  std::size_t most_at_once = 0;

private:
  struct Running {
    ProcessId id = 0;
    Command command;
    Scripted scripted;
    double begins = 0;
    double ends = 0;
  };

  Script script;
  std::vector<Running> running;
  double clock = 100;
};

} // namespace misfire::testing
