// A small disk that fills up: a tmpfs that only a child of the test sees.
#pragma once

#include <functional>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace misfire::testing {

/// The exit status of a child that is not allowed to mount anything.
constexpr int no_mounts_here = 77;

/// What a child of this process returns; -1 if it dies.
inline int in_a_child(const std::function<int()>& test) {
  const pid_t child = fork();
  if (child == 0) _exit(test());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Puts an empty disk over a folder, for this process and its children. `size` as in "12m". Whether it can.
inline bool mount_disk(const std::string& folder, const std::string& size) {
  const int flags = CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER);
  return unshare(flags) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         mount("tmpfs", folder.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
}

/// Gives a disk another size.
inline bool enlarge_disk(const std::string& folder, const std::string& size) {
  return mount("tmpfs", folder.c_str(), "tmpfs", MS_REMOUNT, ("size=" + size).c_str()) == 0;
}

} // namespace misfire::testing
