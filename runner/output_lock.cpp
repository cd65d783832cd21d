// Locks a file `lock` in the output folder by flock.
#include "runner/output_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

namespace misfire {

void CloseLock::operator()(const int* descriptor) const {
  close(*descriptor);
  delete descriptor;
}

Result<OutputLock> lock_output(const std::string& output) {
  std::error_code error;
  std::filesystem::create_directories(output, error);
  if (error) return failure(fmt::format("Making the output folder {} failed: {}.", output, error.message()));
  const std::string path = std::filesystem::path(output) / "lock";
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return failure(fmt::format("Opening {} failed: {}.", path, std::strerror(errno)));
  OutputLock held(new int(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    return failure(
        fmt::format("Another misfire is working in {}. Wait until it is done, or stop it.", output));
  return held;
}

} // namespace misfire
