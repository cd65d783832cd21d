// Asks the kernel how much memory there is, and what a control group leaves of it.
#include "runner/training/memory.h"

#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace misfire {

std::uint64_t memory_of_machine() {
  const std::uint64_t machine =
      std::uint64_t(sysconf(_SC_PHYS_PAGES)) * std::uint64_t(sysconf(_SC_PAGE_SIZE));
  std::ifstream group("/sys/fs/cgroup/memory.max"); // "max", or bytes
  std::uint64_t allowed = 0;
  return group >> allowed ? std::min(machine, allowed) : machine;
}

std::uint64_t memory_of_a_run(const MemoryLimit& limit, unsigned jobs) {
  if (limit.bytes) return limit.bytes;
  return std::uint64_t(limit.share * double(memory_of_machine()) / std::max(1u, jobs));
}

} // namespace misfire
