// A program that tries what the word in its first argument says, and prints whether that was refused. Nothing
// that it tries would do harm where it succeeds.
#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <string>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

int told(bool done) {
  std::printf("%s: %s\n", done ? "done" : "refused", done ? "" : std::strerror(errno));
  return 0;
}

bool connects(const sockaddr* address, socklen_t size) {
  return connect(socket(address->sa_family, SOCK_STREAM, 0), address, size) == 0;
}

bool connects_to_port(const char* port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return connects(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

/// To a socket whose name is in no file system.
bool connects_to_name(const char* name) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path + 1, name, sizeof address.sun_path - 2);
  const auto size = socklen_t(offsetof(sockaddr_un, sun_path) + 1 + std::strlen(name));
  return connects(reinterpret_cast<const sockaddr*>(&address), size);
}

/// To what it is anyway.
bool sets_clock() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return clock_settime(CLOCK_REALTIME, &now) == 0;
}

/// Makes a folder that is read-only writable, and writes into it.
bool remounts(const std::string& folder) {
  if (mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_BIND, nullptr) != 0 &&
      mount(nullptr, "/", nullptr, MS_REMOUNT | MS_BIND, nullptr) != 0)
    return false;
  return open((folder + "/written").c_str(), O_WRONLY | O_CREAT, 0644) >= 0;
}

/// Files of misfire's that are open here.
int list_descriptors() {
  for (int descriptor = 3; descriptor < 1024; ++descriptor)
    if (fcntl(descriptor, F_GETFD) >= 0) std::printf("open: %d\n", descriptor);
  return 0;
}

struct AbortsAtTheEnd {
  ~AbortsAtTheEnd() { std::abort(); }
};

/// Before main begins.
__attribute__((constructor)) void raise_early(int count, char** words) {
  if (count > 1 && std::string(words[1]) == "raise-early") std::raise(SIGSEGV);
}

} // namespace

int main(int count, char** words) {
  const std::string what = count > 1 ? words[1] : "";
  const char* const with = count > 2 ? words[2] : "";
  if (what == "connect-port") return told(connects_to_port(with));
  if (what == "connect-name") return told(connects_to_name(with));
  if (what == "signal") return told(kill(std::atoi(with), SIGTERM) == 0);
  if (what == "trace") return told(ptrace(PTRACE_SEIZE, std::atoi(with), nullptr, nullptr) == 0);
  if (what == "clock") return told(sets_clock());
  if (what == "remount") return told(remounts(with));
  if (what == "descriptors") return list_descriptors();
  std::printf("Test accuracy: 0.5\n");
  if (what == "leave-at-once") _exit(0); // before what was printed has left the program
  if (what == "abort-at-the-end") {
    static const AbortsAtTheEnd aborts;
    return 0;
  }
  return 2;
}
