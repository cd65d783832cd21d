// posix_spawn, which neither copies misfire's memory nor runs its code in the child.
#include "runner/system/spawn.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace misfire {

namespace {

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

double seconds_of(const timeval& time) {
  return double(time.tv_sec) + 1e-6 * double(time.tv_usec);
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// What posix_spawn is told: a group of its own, default signals, where to start, read and print.
class SpawnSettings {
public:
  explicit SpawnSettings(const Spawned& spawned) {
    posix_spawn_file_actions_init(&actions);
    if (spawned.input < 0)
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    else
      posix_spawn_file_actions_adddup2(&actions, spawned.input, 0);
    posix_spawn_file_actions_addopen(&actions, 1, spawned.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    posix_spawn_file_actions_addchdir_np(&actions, spawned.directory.c_str());
#if __GLIBC_PREREQ(2, 34)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3); // what a shell or a build has left open to misfire
#endif
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

} // namespace

pid_t try_spawn(const Spawned& spawned) {
  std::vector<std::string> arguments = spawned.arguments;
  std::vector<std::string> environment = merged_environment(spawned.environment);
  const SpawnSettings settings(spawned);
  const std::vector<char*> argv = pointers_to(arguments), envp = pointers_to(environment);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, arguments.front().c_str(), &settings.actions, &settings.attributes,
                                 argv.data(), envp.data());
  return error ? -error : pid;
}

Error spawn_failure(const Spawned& spawned, pid_t number) {
  return {fmt::format("Starting {} in {} with its output in {} failed: {}.", spawned.arguments.front(),
                      spawned.directory, spawned.output, std::strerror(-number))};
}

int watch_process(pid_t pid) {
  const int descriptor = int(syscall(SYS_pidfd_open, pid, 0));
  if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return descriptor;
}

void adopt_orphans(bool wanted) {
  prctl(PR_SET_CHILD_SUBREAPER, wanted ? 1 : 0);
}

GroupEnd end_group(pid_t leader) {
  kill(-leader, SIGKILL);
  GroupEnd end;
  int status = 0;
  rusage used{};
  for (pid_t member = 0; (member = wait4(-leader, &status, 0, &used)) > 0 || errno == EINTR;) {
    if (member < 0) continue;
    if (member == leader) end.status = status;
    end.cpu_seconds += seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  }
  return end;
}

} // namespace misfire
