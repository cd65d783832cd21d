// Locks a file `lock` in the output folder by flock.
#include "runner/store/output_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
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
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return failure(why_not_locked(output, errno));
  return held;
}

std::string why_not_locked(const std::string& output, int error) {
  if (error == EWOULDBLOCK)
    return fmt::format("Another misfire is working in {}. Wait until it is done, or stop it.", output);
  return fmt::format(
      "Locking {}/lock failed: {}. Some network file systems have no locks, without which two "
      "misfires could work on one store. Let `output` in misfire.yml name a folder on a disk of "
      "this machine.",
      output, std::strerror(error));
}

bool is_worked_on(const std::string& output) {
  struct stat file{};
  if (stat((std::filesystem::path(output) / "lock").c_str(), &file) != 0) return false;
  const std::string inode =
      fmt::format("{:02x}:{:02x}:{} ", major(file.st_dev), minor(file.st_dev), file.st_ino);
  std::ifstream locks("/proc/locks"); // "1: FLOCK  ADVISORY  WRITE 71 08:01:1234 0 EOF"
  for (std::string line; std::getline(locks, line);)
    if (line.find("FLOCK") != line.npos && line.find(" " + inode) != line.npos) return true;
  return false;
}

} // namespace misfire
