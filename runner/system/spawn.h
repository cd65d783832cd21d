// Starts a process in a group of its own.
#pragma once

#include "runner/error.h"

#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace misfire {

struct Spawned {
  std::vector<std::string> arguments; ///< the program first, looked up in PATH where it has no slash
  std::map<std::string, std::string> environment; ///< on top of misfire's own
  std::string directory;                          ///< where it starts
  std::string output;                             ///< the file that takes what it prints on both streams
  int input = -1; ///< descriptor of its standard input; -1: nothing is there to be read
};

/// Its number, or the system's error number, negative.
pid_t try_spawn(const Spawned& spawned);

/// What a spawn that failed with this (negative) number has to say.
Error spawn_failure(const Spawned& spawned, pid_t number);

/// A descriptor that can be polled for the end of a process of misfire's; negative where there is none.
int watch_process(pid_t pid);

/// Whether misfire becomes the parent of processes whose own parent leaves them, as bubblewrap leaves what it
/// has started.
void adopt_orphans(bool wanted);

struct GroupEnd {
  int status = 0;         ///< the leader's, as wait gives it
  double cpu_seconds = 0; ///< of all that was waited for
};

/// Kills a whole group, and waits for its leader, a child of misfire's, and for those of the group that
/// misfire has adopted. The leader's number stays taken until then.
GroupEnd end_group(pid_t leader);

} // namespace misfire
