// Starts, waits for and kills processes on Linux. A process is waited for through a pidfd, so that no signal
// handler is needed and a group can be killed before its leader's number is given to another process.
#include "runner/process.h"

#include "runner/run.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char** environ;

namespace misfire {

namespace {

struct Running {
  pid_t pid = 0;
  int pidfd = -1;
  double started = 0;
  double deadline = 0;
  std::string output;
  Limits limits;
  bool timed_out = false;
  std::string excess; ///< empty while it keeps within its limits
  bool is_doomed() const { return timed_out || !excess.empty(); }
};

constexpr double seconds_between_looks = 0.1; // at what processes have taken

std::vector<std::string> merged_environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    if (!added.contains(text.substr(0, text.find('=')))) merged.push_back(text);
  }
  for (const auto& [name, value] : added)
    merged.push_back(fmt::format("{}={}", name, value));
  return merged;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// What posix_spawn is told: a group of its own, default signals, where to start and where to print.
class SpawnSettings {
public:
  explicit SpawnSettings(const Command& command) {
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, command.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    posix_spawn_file_actions_addchdir_np(&actions, command.directory.c_str());
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t signals;
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

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

double seconds_of(const timeval& time) {
  return double(time.tv_sec) + 1e-6 * double(time.tv_usec);
}

class LinuxProcesses : public Processes {
public:
  ~LinuxProcesses() override { LinuxProcesses::kill_all(); }

  Result<ProcessId> start(const Command& command) override {
    std::vector<std::string> arguments = command.arguments;
    std::vector<std::string> environment = merged_environment(command.environment);
    const SpawnSettings settings(command);
    const std::vector<char*> argv = pointers_to(arguments), envp = pointers_to(environment);
    pid_t pid = 0;
    const auto spawn = [&](std::uint64_t memory) {
      const HandedDown limits(memory, command.limits.disk);
      return posix_spawnp(&pid, arguments.front().c_str(), &settings.actions, &settings.attributes,
                          argv.data(), envp.data());
    };
    int error = spawn(command.memory);
    if (error == ENOMEM)
      error = spawn(0); // misfire itself holds more than that: it is limited a moment later
    if (error)
      return failure(fmt::format("Starting {} in {} with its output in {} failed: {}.", arguments.front(),
                                 command.directory, command.output, std::strerror(error)));
    const int pidfd = int(syscall(SYS_pidfd_open, pid, 0));
    if (pidfd < 0) {
      const std::string reason = std::strerror(errno);
      end_group(pid, nullptr);
      return failure(fmt::format("Watching the process {} failed: {}.", arguments.front(), reason));
    }
    fcntl(pidfd, F_SETFD, FD_CLOEXEC);
    fix_limits(pid, command.memory, command.limits.disk);
    running.push_back(
        {pid, pidfd, now(), now() + command.timeout, command.output, command.limits, false, ""});
    return pid;
  }

  std::optional<Ended> wait(double seconds) override {
    const double until = now() + seconds;
    while (!running.empty()) {
      kill_overdue();
      kill_excessive();
      std::vector<pollfd> watched;
      for (const Running& process : running)
        watched.push_back({process.pidfd, POLLIN, 0});
      const int ready = poll(watched.data(), watched.size(), milliseconds_until(until));
      if (ready < 0) return std::nullopt; // a signal: the caller decides
      for (std::size_t i = 0; i < watched.size(); ++i)
        if (watched[i].revents) return reap(i);
      if (now() >= until) return std::nullopt;
    }
    return std::nullopt;
  }

  void kill_all() override {
    for (const Running& process : running) {
      end_group(process.pid, nullptr);
      close(process.pidfd);
    }
    running.clear();
  }

  double now() override {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
  }

private:
  /// Kills a whole group and waits for its leader; its number stays taken until then. The leader's status.
  static int end_group(pid_t leader, rusage* usage) {
    kill(-leader, SIGKILL);
    int status = 0;
    while (wait4(leader, &status, 0, usage) < 0 && errno == EINTR) {
    }
    return status;
  }

  /// Its group, and what left that but is still known to be its.
  static void end_family(pid_t leader) {
    const std::vector<pid_t> family = family_of(leader);
    kill(-leader, SIGKILL);
    for (const pid_t member : family)
      kill(member, SIGKILL);
  }

  void kill_overdue() {
    for (Running& process : running)
      if (!process.is_doomed() && now() >= process.deadline) {
        process.timed_out = true;
        end_family(process.pid);
      }
  }

  void kill_excessive() {
    if (now() < next_look) return;
    for (Running& process : running) {
      if (process.is_doomed() || !process.limits.any()) continue;
      process.excess = excess_of(process.pid, process.output, process.limits);
      if (!process.excess.empty()) end_family(process.pid);
    }
    next_look = now() + seconds_between_looks;
  }

  int milliseconds_until(double moment) {
    for (const Running& process : running) {
      if (process.is_doomed()) continue;
      moment = std::min(moment, process.deadline);
      if (process.limits.any()) moment = std::min(moment, next_look);
    }
    return int(std::ceil(1000 * std::clamp(moment - now(), 0.0, 1e6)));
  }

  Ended reap(std::size_t index) {
    const Running process = running[index];
    running.erase(running.begin() + std::ptrdiff_t(index));
    const double ended = now();
    rusage usage{};
    const int status = end_group(process.pid, &usage);
    close(process.pidfd);
    Ended result;
    result.id = process.pid;
    // What ended between two looks is looked at once more: it may have printed or written a lot quickly.
    Limits left_behind = process.limits;
    left_behind.processes = 0;
    result.excess = process.excess.empty() ? excess_of(0, process.output, left_behind) : process.excess;
    result.how = process.timed_out        ? Ended::How::timed_out
                 : !result.excess.empty() ? Ended::How::went_too_far
                 : WIFEXITED(status)      ? Ended::How::exited
                                          : Ended::How::signalled;
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    result.seconds = ended - process.started;
    result.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    return result;
  }

  std::vector<Running> running;
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
