// Stands before the C library's functions, for all libraries of the process: SQLite and the streams of C++.
#include "tests/runner/failing_writes.h"

#include <cerrno>
#include <climits>
#include <cstdio>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace misfire::testing {

WatchedWrites& watched_writes() {
  static WatchedWrites writes;
  return writes;
}

namespace {

bool is_watched(int descriptor) {
  const std::string& folder = watched_writes().folder;
  if (folder.empty()) return false;
  char link[64], path[PATH_MAX];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link, path, sizeof path);
  const std::string file(path, size < 0 ? 0 : std::size_t(size));
  return file.starts_with(folder + "/") && !file.starts_with(folder + "/logs/") &&
         !file.starts_with(folder + "/cells/");
}

/// Writes a part, which is all or nothing.
template <typename Write>
ssize_t written(int descriptor, std::size_t size, Write write) {
  if (size == 0 || !is_watched(descriptor)) return write(0, size);
  WatchedWrites& writes = watched_writes();
  if (writes.made >= writes.last) {
    errno = ENOSPC;
    return -1;
  }
  ++writes.made;
  if (!writes.in_between) return write(0, size);
  write(0, size / 2);
  const std::string folder = std::exchange(writes.folder, "");
  writes.in_between();
  writes.folder = folder;
  return write(size / 2, size - size / 2) < 0 ? -1 : ssize_t(size);
}

ssize_t written_at(int descriptor, const void* bytes, std::size_t size, off_t at) {
  return written(descriptor, size, [&](std::size_t from, std::size_t count) {
    return syscall(SYS_pwrite64, descriptor, static_cast<const char*>(bytes) + from, count, at + off_t(from));
  });
}

} // namespace

} // namespace misfire::testing

extern "C" {

ssize_t write(int descriptor, const void* bytes, std::size_t size) {
  return misfire::testing::written(descriptor, size, [&](std::size_t from, std::size_t count) {
    return syscall(SYS_write, descriptor, static_cast<const char*>(bytes) + from, count);
  });
}

ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t at) {
  return misfire::testing::written_at(descriptor, bytes, size, at);
}

ssize_t pwrite64(int descriptor, const void* bytes, std::size_t size, off_t at) {
  return misfire::testing::written_at(descriptor, bytes, size, at);
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  ssize_t all = 0;
  for (int i = 0; i < count; ++i) {
    const ssize_t size = write(descriptor, parts[i].iov_base, parts[i].iov_len);
    if (size < 0) return all > 0 ? all : size;
    all += size;
  }
  return all;
}
}
