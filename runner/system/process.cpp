// Starts, waits for and kills processes on Linux. A process is waited for through a pidfd, so that no signal
// handler is needed and a group can be killed before its leader's number is given to another process.
#include "runner/system/process.h"

#include "runner/run.h"
#include "runner/system/host.h"
#include "runner/system/spawn.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>
#include <fmt/format.h>
#include <poll.h>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace misfire {

namespace {

struct Running {
  ProcessId id = 0;
  pid_t pid = 0;
  int pidfd = -1;       ///< where it is misfire's own child
  Host* host = nullptr; ///< where it is a host's
  Command command;
  double started = 0;
  double deadline = 0;
  bool timed_out = false;
  std::string excess; ///< empty while it keeps within its limits
  bool started_again = false;
  bool is_doomed() const { return timed_out || !excess.empty(); }
};

constexpr double seconds_between_looks = 0.1;          // at what processes have taken
constexpr ProcessId first_hosted = ProcessId(1) << 40; // beyond any process's number

/// Limits that a process has from its first moment, so that what it forks at once has them too: while this
/// lives they are misfire's own, to be handed down. What crashes leaves no core.
class HandedDown {
public:
  HandedDown(std::uint64_t memory, std::uint64_t disk) {
    lowered.reserve(3); // before memory is scarce
    lower(RLIMIT_CORE, 0);
    if (memory) lower(RLIMIT_DATA, memory);
    if (disk) lower(RLIMIT_FSIZE, disk);
  }
  ~HandedDown() {
    for (const auto& [resource, before] : lowered)
      setrlimit(resource, &before);
  }
  HandedDown(const HandedDown&) = delete;
  HandedDown& operator=(const HandedDown&) = delete;

private:
  void lower(__rlimit_resource resource, std::uint64_t most) {
    rlimit before{};
    if (getrlimit(resource, &before) != 0) return;
    const rlimit now{std::min<rlim_t>(most, before.rlim_max), before.rlim_max};
    if (setrlimit(resource, &now) == 0) lowered.emplace_back(resource, before);
  }

  std::vector<std::pair<__rlimit_resource, rlimit>> lowered;
};

/// Makes them limits that a process that was just started cannot raise.
void fix_limits(pid_t pid, std::uint64_t memory, std::uint64_t disk) {
  const rlimit none{0, 0};
  prlimit(pid, RLIMIT_CORE, &none, nullptr);
  const rlimit data{memory, memory};
  if (memory) prlimit(pid, RLIMIT_DATA, &data, nullptr);
  const rlimit file{disk, disk};
  if (disk) prlimit(pid, RLIMIT_FSIZE, &file, nullptr);
}

class LinuxProcesses : public Processes {
public:
  ~LinuxProcesses() override { LinuxProcesses::kill_all(); }

  Result<ProcessId> start(const Command& command) override {
    const double started = now();
    Running process{.command = command, .started = started, .deadline = started + command.timeout};
    const Result<void> begun = command.hosted ? begin_hosted(process) : begin_spawned(process);
    if (!begun) return tl::unexpected(begun.error());
    running.push_back(std::move(process));
    return running.back().id;
  }

  std::optional<Ended> wait(double seconds) override {
    const double until = now() + seconds;
    while (!running.empty()) {
      if (const auto hosted = next_of_hosts()) return hosted;
      kill_overdue();
      kill_excessive();
      std::vector<pollfd> watched;
      for (const Running& process : running)
        watched.push_back({process.pidfd, POLLIN, 0}); // a negative one is not looked at
      for (const auto& [program, host] : hosts)
        watched.push_back({host->descriptor(), POLLIN, 0});
      const int ready = poll(watched.data(), watched.size(), milliseconds_until(until));
      if (ready < 0) return std::nullopt; // a signal: the caller decides
      for (std::size_t i = 0; i < running.size(); ++i)
        if (watched[i].revents) return reap(i);
      if (now() >= until) return next_of_hosts();
    }
    return std::nullopt;
  }

  void kill_all() override {
    for (const Running& process : running) {
      if (process.host) continue;
      end_group(process.pid);
      close(process.pidfd);
    }
    running.clear();
    adopt_orphans(false);
    hosts.clear();
  }

  double now() override {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
  }

private:
  Result<void> begin_spawned(Running& process) {
    const Command& command = process.command;
    const Spawned spawned{.arguments = command.arguments,
                          .environment = command.environment,
                          .directory = command.directory,
                          .output = command.output};
    const auto spawn = [&](std::uint64_t memory) {
      const HandedDown limits(memory, command.limits.disk);
      return try_spawn(spawned);
    };
    if (command.wrapped) adopt_orphans(true);
    process.pid = spawn(command.memory);
    if (process.pid == -ENOMEM)
      process.pid = spawn(0); // misfire itself holds more than that: it is limited a moment later
    if (process.pid < 0) {
      adopt_orphans(needs_orphans());
      return tl::unexpected(spawn_failure(spawned, process.pid));
    }
    process.pidfd = watch_process(process.pid);
    if (process.pidfd < 0) {
      const std::string reason = std::strerror(errno);
      end_group(process.pid);
      adopt_orphans(needs_orphans());
      return failure(fmt::format("Watching the process {} failed: {}.", command.arguments.front(), reason));
    }
    fix_limits(process.pid, command.memory, command.limits.disk);
    process.id = process.pid;
    return {};
  }

  bool needs_orphans() const {
    return std::ranges::any_of(
        running, [](const Running& process) { return process.pidfd >= 0 && process.command.wrapped; });
  }

  /// A run that has no number yet gets one.
  Result<void> begin_hosted(Running& process) {
    if (process.id == 0) process.id = next_hosted++;
    const Result<Host*> host = host_for(process.command.hosted->host);
    if (!host) return tl::unexpected(host.error());
    const Result<pid_t> pid = (*host)->begin(process.id, process.command);
    if (!pid && !(*host)->is_gone()) return tl::unexpected(pid.error());
    process.host = *host; // where that is gone by now, the run is lost, and seen to by who waits for it
    process.pid = pid.value_or(0);
    return {};
  }

  Result<Host*> host_for(const HostCommand& program) {
    for (const auto& [known, host] : hosts)
      if (known == program && !host->is_gone()) return host.get();
    Result<std::unique_ptr<Host>> host = Host::start(program);
    if (!host) return tl::unexpected(host.error());
    hosts.emplace_back(program, std::move(*host));
    return hosts.back().second.get();
  }

  /// A hosted run that has ended, or was lost twice.
  std::optional<Ended> next_of_hosts() {
    for (const auto& [program, host] : hosts)
      while (const std::optional<HostedEnd> end = host->next()) {
        const auto found = std::ranges::find(running, end->run, &Running::id);
        if (found == running.end()) continue;
        const Running process = std::move(*found);
        running.erase(found);
        return ended(process, end->status, end->cpu_seconds);
      }
    return start_lost_again();
  }

  /// Starts once more what a host that is gone was running.
  std::optional<Ended> start_lost_again() {
    const auto is_lost = [](const Running& process) { return process.host && process.host->is_gone(); };
    for (auto lost = running.begin(); (lost = std::ranges::find_if(running, is_lost)) != running.end();) {
      Running process = std::move(*lost);
      running.erase(lost);
      if (process.started_again || process.is_doomed() || !begin_hosted(process))
        return ended(process, SIGKILL, 0);
      process.started_again = true;
      running.push_back(std::move(process));
    }
    std::erase_if(hosts, [](const auto& known) { return known.second->is_gone(); });
    return std::nullopt;
  }

  /// Its group, and what left that but is still known to be its.
  static void end_family(const Running& process) {
    if (process.host) return process.host->end(process.id);
    std::set<pid_t> family;
    for (std::size_t known = std::size_t(-1); known != family.size();) {
      known = family.size();
      for (const pid_t member : family_of(process.pid)) // what is stopped starts nothing while we look
        if (family.insert(member).second) kill(member, SIGSTOP);
    }
    kill(-process.pid, SIGKILL);
    for (const pid_t member : family)
      kill(member, SIGKILL);
  }

  void kill_overdue() {
    for (Running& process : running)
      if (!process.is_doomed() && now() >= process.deadline) {
        process.timed_out = true;
        end_family(process);
      }
  }

  void kill_excessive() {
    if (now() < next_look) return;
    for (Running& process : running) {
      const Limits& limits = process.command.limits;
      if (process.is_doomed() || !limits.any()) continue;
      process.excess = excess_of(process.pid, process.command.output, limits);
      if (!process.excess.empty()) end_family(process);
    }
    next_look = now() + seconds_between_looks;
  }

  int milliseconds_until(double moment) {
    for (const Running& process : running) {
      if (process.is_doomed()) continue;
      moment = std::min(moment, process.deadline);
      if (process.command.limits.any()) moment = std::min(moment, next_look);
    }
    return int(std::ceil(1000 * std::clamp(moment - now(), 0.0, 1e6)));
  }

  Ended reap(std::size_t index) {
    const Running process = std::move(running[index]);
    running.erase(running.begin() + std::ptrdiff_t(index));
    const GroupEnd end = end_group(process.pid);
    close(process.pidfd);
    adopt_orphans(needs_orphans());
    return ended(process, end.status, end.cpu_seconds);
  }

  Ended ended(const Running& process, int status, double cpu_seconds) {
    Ended result{.id = process.id, .seconds = now() - process.started, .cpu_seconds = cpu_seconds};
    // What ended between two looks is looked at once more: it may have printed or written a lot quickly.
    Limits left_behind = process.command.limits;
    left_behind.processes = 0;
    result.excess =
        process.excess.empty() ? excess_of(0, process.command.output, left_behind) : process.excess;
    result.how = process.timed_out        ? Ended::How::timed_out
                 : !result.excess.empty() ? Ended::How::went_too_far
                 : WIFEXITED(status)      ? Ended::How::exited
                                          : Ended::How::signalled;
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    return result;
  }

  std::vector<Running> running;
  std::vector<std::pair<HostCommand, std::unique_ptr<Host>>> hosts;
  ProcessId next_hosted = first_hosted;
  double next_look = 0;
};

std::string spelled_signal(int signal) {
  return fmt::format("signal {} ({})", signal, strsignal(signal));
}

} // namespace

std::unique_ptr<Processes> this_machines_processes() {
  return std::make_unique<LinuxProcesses>();
}

std::string spelled(const Ended& ended) {
  switch (ended.how) {
  case Ended::How::timed_out:
    return fmt::format("killed after {:.0f} s", ended.seconds);
  case Ended::How::signalled:
    return spelled_signal(ended.code);
  case Ended::How::went_too_far:
    return "killed: it " + ended.excess;
  case Ended::How::exited:
    break;
  }
  // A shell, and bubblewrap, pass a signal on as 128 and its number.
  if (ended.code > 128 && ended.code < 128 + 32) return spelled_signal(ended.code - 128);
  return fmt::format("exit status {}", ended.code);
}

} // namespace misfire
